// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.numerics;

/**
 * Single-precision elementary functions with fixed bits.
 *
 * <p>Every method is a straight line of IEEE 754 operations (add, subtract, multiply, divide, fused
 * multiply-add, compare and select) and integer operations on the bits of a float, so that a vector
 * engine can repeat it lane by lane with equal bits. Changing a coefficient or the order of two
 * operations changes the bits of training and needs a new {@link Numerics#VERSION}.
 *
 * <p>The largest errors, measured over all 2<sup>32</sup> arguments against {@link StrictMath} in
 * double precision, stand in {@code docs/numerics.md} together with the formulas. One ulp is the
 * distance of the two floats around the exact value.
 *
 * <p><b>Non-finite values.</b> NaN gives NaN (sign and payload are not specified); infinities give
 * the limit of the function. <b>Subnormal numbers.</b> No method returns a subnormal number, and
 * none depends on whether the CPU flushes subnormal numbers to zero, with one exception: {@link
 * #tanh} of a subnormal number is that number.
 */
public final class ElementaryFunctions {

  // Adding 1.5 * 2^23 rounds to an integer (ties to even) and leaves that integer in the low bits
  // of the significand.
  private static final float ROUNDING = 0x1.8p23f;
  private static final int ROUNDING_BITS = 0x4b400000;

  private static final int SIGN_MASK = 0x80000000;
  private static final int ONE_BITS = 0x3f800000;
  private static final int SIGNIFICAND_BITS = 23;

  private static final float LOG2_E = 0x1.715476p0f;
  private static final float LN_2 = 0x1.62e43p-1f;
  // LN_2 + LN_2_REST = ln 2 to about 48 bits.
  private static final float LN_2_REST = -0x1.05c61p-29f;

  private static final float EXP_OVERFLOW = 0x1.62e42ep6f;
  private static final float EXP_FLOOR = -0x1.5beb86p6f;

  private static final float E2 = 0x1.ffffacp-2f;
  private static final float E3 = 0x1.5554b0p-3f;
  private static final float E4 = 0x1.559bf2p-5f;
  private static final float E5 = 0x1.1229f2p-7f;
  private static final float E6 = 0x1.37cf76p-10f;

  private static final float SIGMOID_FLOOR = -0x1.5d589ep6f;
  private static final float SIGMOID_ONE = 0x1.4p6f;

  private static final float TANH_ONE = 0x1.205966p3f;
  private static final float P1 = 0x1.e7dfa8p-6f;
  private static final float P2 = 0x1.df8c1ap-14f;
  private static final float Q1 = 0x1.cf4d36p-4f;
  private static final float Q2 = 0x1.3c63c4p-10f;
  private static final float Q3 = 0x1.4a5bf2p-20f;

  private static final int SQRT_HALF_BITS = 0x3f3504f3;
  private static final float L2 = -0x1.fffffap-2f;
  private static final float L3 = 0x1.5556f6p-2f;
  private static final float L4 = -0x1.0004cap-2f;
  private static final float L5 = 0x1.98d230p-3f;
  private static final float L6 = -0x1.535248p-3f;
  private static final float L7 = 0x1.317e0cp-3f;
  private static final float L8 = -0x1.255d84p-3f;
  private static final float L9 = 0x1.66ee86p-4f;

  private static final float S1 = -0x1.ffff14p-2f;
  private static final float S2 = 0x1.5535dep-2f;
  private static final float S3 = -0x1.fd1368p-3f;
  private static final float S4 = 0x1.884554p-3f;
  private static final float S5 = -0x1.19af8ep-3f;
  private static final float S6 = 0x1.44707ap-4f;
  private static final float S7 = -0x1.eca398p-6f;
  private static final float S8 = 0x1.5fa0dap-8f;

  private static final float SINE_0 = 0x1.921fb6p0f;
  private static final float SINE_1 = -0x1.4abc24p-1f;
  private static final float SINE_2 = 0x1.4680a4p-4f;
  private static final float SINE_3 = -0x1.33198ep-8f;
  private static final float COSINE_1 = -0x1.3bd39cp0f;
  private static final float COSINE_2 = 0x1.03b058p-2f;
  private static final float COSINE_3 = -0x1.4e78bep-6f;

  private ElementaryFunctions() {}

  /**
   * Returns e<sup>x</sup>.
   *
   * <p>Above 88.722831 the result is +infinity, below -86.98 it is 0 (the least positive result is
   * about 1.67e-38). {@code exp(0)} is exactly 1.
   *
   * @param x any float
   */
  public static float exp(float x) {
    float shifted = Math.fma(x, LOG2_E, ROUNDING);
    float n = shifted - ROUNDING;
    float r = Math.fma(n, -LN_2, x);
    r = Math.fma(n, -LN_2_REST, r);
    // Twice the series times 2^(n - 1): 2^128 is not a float, 2^127 is.
    float p = Math.fma(2 * E6, r, 2 * E5);
    p = Math.fma(p, r, 2 * E4);
    p = Math.fma(p, r, 2 * E3);
    p = Math.fma(p, r, 2 * E2);
    p = Math.fma(p, r, 2f);
    p = Math.fma(p, r, 2f);
    float power =
        Float.intBitsToFloat(
            (Float.floatToRawIntBits(shifted) << SIGNIFICAND_BITS) + (126 << SIGNIFICAND_BITS));
    float y = p * power;
    y = x > EXP_OVERFLOW ? Float.POSITIVE_INFINITY : y;
    return x < EXP_FLOOR ? 0f : y;
  }

  /**
   * Returns the natural logarithm of x.
   *
   * <p>Zero and subnormal numbers, of either sign, give -infinity; other negative numbers give NaN.
   * {@code log(1)} is exactly +0.
   *
   * @param x any float; finite results need x at least 2<sup>-126</sup>
   */
  public static float log(float x) {
    int bits = Float.floatToRawIntBits(x);
    int exponent = (bits - SQRT_HALF_BITS) >> SIGNIFICAND_BITS;
    float n = Float.intBitsToFloat(exponent + ROUNDING_BITS) - ROUNDING;
    float f = Float.intBitsToFloat(bits - (exponent << SIGNIFICAND_BITS)) - 1f;
    float p = Math.fma(L9, f, L8);
    p = Math.fma(p, f, L7);
    p = Math.fma(p, f, L6);
    p = Math.fma(p, f, L5);
    p = Math.fma(p, f, L4);
    p = Math.fma(p, f, L3);
    p = Math.fma(p, f, L2);
    float y = Math.fma(n, LN_2, Math.fma(f * f, p, f));
    y = x < Float.POSITIVE_INFINITY ? y : x;
    y = x < Float.MIN_NORMAL ? Float.NEGATIVE_INFINITY : y;
    return x <= -Float.MIN_NORMAL ? Float.NaN : y;
  }

  /**
   * Returns the hyperbolic tangent of x, in [-1, 1].
   *
   * <p>From 9.0109 on the result is exactly 1, with the sign of x. The relative error stays small
   * near 0; {@code tanh(-0)} is -0.
   *
   * @param x any float
   */
  public static float tanh(float x) {
    // tanh(x / 2) is about (w / 2) / v, and tanh(2 t) = 2 tanh(t) / (1 + tanh(t)^2).
    float y = x * x;
    float p = Math.fma(P2, y, P1);
    float w = Math.fma(x * y, p, x);
    float v = Math.fma(Q3, y, Q2);
    v = Math.fma(v, y, Q1);
    v = Math.fma(v, y, 1f);
    float ratio = (w * v) / Math.fma(0.25f * w, w, v * v);
    float one = Float.intBitsToFloat((Float.floatToRawIntBits(x) & SIGN_MASK) | ONE_BITS);
    return Math.abs(x) > TANH_ONE ? one : ratio;
  }

  /**
   * Returns the logistic function 1 / (1 + e<sup>-x</sup>), in [0, 1].
   *
   * <p>The relative error is small for negative x too, down to -87.3365; below that the result is
   * 0. {@code sigmoid(0)} is exactly 0.5.
   *
   * @param x any float
   */
  public static float sigmoid(float x) {
    float shifted = Math.fma(x, -LOG2_E, ROUNDING);
    float n = shifted - ROUNDING;
    // r is the negated remainder of -x, so the odd powers change sign.
    float r = Math.fma(n, LN_2, x);
    r = Math.fma(n, LN_2_REST, r);
    float p = Math.fma(E6, r, -E5);
    p = Math.fma(p, r, E4);
    p = Math.fma(p, r, -E3);
    p = Math.fma(p, r, E2);
    p = Math.fma(p, r, -1f);
    p = Math.fma(p, r, 1f);
    float power =
        Float.intBitsToFloat(
            (Float.floatToRawIntBits(shifted) << SIGNIFICAND_BITS) + (127 << SIGNIFICAND_BITS));
    float y = 1f / Math.fma(p, power, 1f);
    y = x > SIGMOID_ONE ? 1f : y;
    return x < SIGMOID_FLOOR ? 0f : y;
  }

  /**
   * Returns log(1 + e<sup>x</sup>), computed as max(x, 0) + log1p(e<sup>-|x|</sup>).
   *
   * <p>The relative error is small for negative x too, down to -86.98; below that the result is 0.
   *
   * @param x any float
   */
  public static float softplus(float x) {
    float e = exp(-Math.abs(x));
    float p = Math.fma(S8, e, S7);
    p = Math.fma(p, e, S6);
    p = Math.fma(p, e, S5);
    p = Math.fma(p, e, S4);
    p = Math.fma(p, e, S3);
    p = Math.fma(p, e, S2);
    p = Math.fma(p, e, S1);
    p = Math.fma(p, e, 1f);
    return Math.fma(e, p, x > 0f ? x : 0f);
  }

  /**
   * Returns sin(pi/2 * f), one of the two pieces from which a sine of any turn is made.
   *
   * @param f quarters of a turn, in [-0.5, 0.5]; elsewhere the result has no meaning
   */
  public static float sineOfQuarterTurn(float f) {
    float y = f * f;
    float p = Math.fma(SINE_3, y, SINE_2);
    p = Math.fma(p, y, SINE_1);
    p = Math.fma(p, y, SINE_0);
    return f * p;
  }

  /**
   * Returns cos(pi/2 * f), one of the two pieces from which a cosine of any turn is made.
   *
   * @param f quarters of a turn, in [-0.5, 0.5]; elsewhere the result has no meaning
   */
  public static float cosineOfQuarterTurn(float f) {
    float y = f * f;
    float p = Math.fma(COSINE_3, y, COSINE_2);
    p = Math.fma(p, y, COSINE_1);
    return Math.fma(p, y, 1f);
  }

  /**
   * Returns the square root of x, correctly rounded.
   *
   * @param x any float; negative numbers give NaN, -0 gives -0
   */
  public static float sqrt(float x) {
    // The double root rounded to float is the correctly rounded float root (53 >= 2 * 24 + 2).
    return (float) Math.sqrt(x);
  }
}
