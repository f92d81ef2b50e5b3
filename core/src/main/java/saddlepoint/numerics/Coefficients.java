// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.numerics;

/**
 * The constants of {@link ElementaryFunctions}, which vector engines share. A changed one changes
 * the bits of training.
 */
public final class Coefficients {
  // Adding 1.5 * 2^23 rounds to an integer (ties to even) and leaves that integer in the low bits
  // of the significand.
  public static final float ROUNDING = 0x1.8p23f;
  public static final int ROUNDING_BITS = 0x4b400000;

  public static final int SIGN_MASK = 0x80000000;
  public static final int ONE_BITS = 0x3f800000;
  public static final int SIGNIFICAND_BITS = 23;

  public static final float LOG2_E = 0x1.715476p0f;
  public static final float LN_2 = 0x1.62e43p-1f;
  // LN_2 + LN_2_REST = ln 2 to about 48 bits.
  public static final float LN_2_REST = -0x1.05c61p-29f;

  public static final float EXP_OVERFLOW = 0x1.62e42ep6f;
  public static final float EXP_FLOOR = -0x1.5beb86p6f;

  public static final float E2 = 0x1.ffffacp-2f;
  public static final float E3 = 0x1.5554b0p-3f;
  public static final float E4 = 0x1.559bf2p-5f;
  public static final float E5 = 0x1.1229f2p-7f;
  public static final float E6 = 0x1.37cf76p-10f;

  public static final float SIGMOID_FLOOR = -0x1.5d589ep6f;
  public static final float SIGMOID_ONE = 0x1.4p6f;

  public static final float TANH_ONE = 0x1.205966p3f;
  public static final float P1 = 0x1.e7dfa8p-6f;
  public static final float P2 = 0x1.df8c1ap-14f;
  public static final float Q1 = 0x1.cf4d36p-4f;
  public static final float Q2 = 0x1.3c63c4p-10f;
  public static final float Q3 = 0x1.4a5bf2p-20f;

  public static final int SQRT_HALF_BITS = 0x3f3504f3;
  public static final float L2 = -0x1.fffffap-2f;
  public static final float L3 = 0x1.5556f6p-2f;
  public static final float L4 = -0x1.0004cap-2f;
  public static final float L5 = 0x1.98d230p-3f;
  public static final float L6 = -0x1.535248p-3f;
  public static final float L7 = 0x1.317e0cp-3f;
  public static final float L8 = -0x1.255d84p-3f;
  public static final float L9 = 0x1.66ee86p-4f;

  public static final float S1 = -0x1.ffff14p-2f;
  public static final float S2 = 0x1.5535dep-2f;
  public static final float S3 = -0x1.fd1368p-3f;
  public static final float S4 = 0x1.884554p-3f;
  public static final float S5 = -0x1.19af8ep-3f;
  public static final float S6 = 0x1.44707ap-4f;
  public static final float S7 = -0x1.eca398p-6f;
  public static final float S8 = 0x1.5fa0dap-8f;

  public static final float SINE_0 = 0x1.921fb6p0f;
  public static final float SINE_1 = -0x1.4abc24p-1f;
  public static final float SINE_2 = 0x1.4680a4p-4f;
  public static final float SINE_3 = -0x1.33198ep-8f;
  public static final float COSINE_1 = -0x1.3bd39cp0f;
  public static final float COSINE_2 = 0x1.03b058p-2f;
  public static final float COSINE_3 = -0x1.4e78bep-6f;

  private Coefficients() {}
}
