// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.numerics;

import static saddlepoint.numerics.Coefficients.COSINE_1;
import static saddlepoint.numerics.Coefficients.COSINE_2;
import static saddlepoint.numerics.Coefficients.COSINE_3;
import static saddlepoint.numerics.Coefficients.E2;
import static saddlepoint.numerics.Coefficients.E3;
import static saddlepoint.numerics.Coefficients.E4;
import static saddlepoint.numerics.Coefficients.E5;
import static saddlepoint.numerics.Coefficients.E6;
import static saddlepoint.numerics.Coefficients.EXP_FLOOR;
import static saddlepoint.numerics.Coefficients.EXP_OVERFLOW;
import static saddlepoint.numerics.Coefficients.L2;
import static saddlepoint.numerics.Coefficients.L3;
import static saddlepoint.numerics.Coefficients.L4;
import static saddlepoint.numerics.Coefficients.L5;
import static saddlepoint.numerics.Coefficients.L6;
import static saddlepoint.numerics.Coefficients.L7;
import static saddlepoint.numerics.Coefficients.L8;
import static saddlepoint.numerics.Coefficients.L9;
import static saddlepoint.numerics.Coefficients.LN_2;
import static saddlepoint.numerics.Coefficients.LN_2_REST;
import static saddlepoint.numerics.Coefficients.LOG2_E;
import static saddlepoint.numerics.Coefficients.ONE_BITS;
import static saddlepoint.numerics.Coefficients.P1;
import static saddlepoint.numerics.Coefficients.P2;
import static saddlepoint.numerics.Coefficients.Q1;
import static saddlepoint.numerics.Coefficients.Q2;
import static saddlepoint.numerics.Coefficients.Q3;
import static saddlepoint.numerics.Coefficients.ROUNDING;
import static saddlepoint.numerics.Coefficients.ROUNDING_BITS;
import static saddlepoint.numerics.Coefficients.S1;
import static saddlepoint.numerics.Coefficients.S2;
import static saddlepoint.numerics.Coefficients.S3;
import static saddlepoint.numerics.Coefficients.S4;
import static saddlepoint.numerics.Coefficients.S5;
import static saddlepoint.numerics.Coefficients.S6;
import static saddlepoint.numerics.Coefficients.S7;
import static saddlepoint.numerics.Coefficients.S8;
import static saddlepoint.numerics.Coefficients.SIGMOID_FLOOR;
import static saddlepoint.numerics.Coefficients.SIGMOID_ONE;
import static saddlepoint.numerics.Coefficients.SIGNIFICAND_BITS;
import static saddlepoint.numerics.Coefficients.SIGN_MASK;
import static saddlepoint.numerics.Coefficients.SINE_0;
import static saddlepoint.numerics.Coefficients.SINE_1;
import static saddlepoint.numerics.Coefficients.SINE_2;
import static saddlepoint.numerics.Coefficients.SINE_3;
import static saddlepoint.numerics.Coefficients.SQRT_HALF_BITS;
import static saddlepoint.numerics.Coefficients.TANH_ONE;

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
