// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;
import static saddlepoint.engine.lanes.Lanes.all;
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
import static saddlepoint.numerics.Coefficients.SQRT_HALF_BITS;
import static saddlepoint.numerics.Coefficients.TANH_ONE;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/** {@link saddlepoint.numerics.ElementaryFunctions}, operation by operation, in every lane. */
final class LaneFunctions {
  private LaneFunctions() {}

  static FloatVector exp(FloatVector x) {
    FloatVector shifted = x.fma(all(LOG2_E), all(ROUNDING));
    FloatVector n = shifted.sub(ROUNDING);
    FloatVector r = n.fma(all(-LN_2), x);
    r = n.fma(all(-LN_2_REST), r);
    FloatVector p = r.fma(all(2 * E6), all(2 * E5));
    p = p.fma(r, all(2 * E4));
    p = p.fma(r, all(2 * E3));
    p = p.fma(r, all(2 * E2));
    p = p.fma(r, all(2f));
    p = p.fma(r, all(2f));
    FloatVector y = p.mul(power(shifted, 126));
    y = y.blend(Float.POSITIVE_INFINITY, x.compare(GT, EXP_OVERFLOW));
    return y.blend(0f, x.compare(LT, EXP_FLOOR));
  }

  /** 2 to the integer in the last bits of a shifted number, less 127 and more the bias. */
  private static FloatVector power(FloatVector shifted, int bias) {
    return shifted
        .reinterpretAsInts()
        .lanewise(LSHL, SIGNIFICAND_BITS)
        .add(bias << SIGNIFICAND_BITS)
        .reinterpretAsFloats();
  }

  static FloatVector log(FloatVector x) {
    IntVector bits = x.reinterpretAsInts();
    IntVector exponent = bits.sub(SQRT_HALF_BITS).lanewise(ASHR, SIGNIFICAND_BITS);
    FloatVector n = exponent.add(ROUNDING_BITS).reinterpretAsFloats().sub(ROUNDING);
    FloatVector f =
        bits.sub(exponent.lanewise(LSHL, SIGNIFICAND_BITS)).reinterpretAsFloats().sub(1f);
    FloatVector p = f.fma(all(L9), all(L8));
    p = p.fma(f, all(L7));
    p = p.fma(f, all(L6));
    p = p.fma(f, all(L5));
    p = p.fma(f, all(L4));
    p = p.fma(f, all(L3));
    p = p.fma(f, all(L2));
    FloatVector y = n.fma(all(LN_2), f.mul(f).fma(p, f));
    FloatVector infinity = all(Float.POSITIVE_INFINITY);
    y = x.blend(y, x.compare(LT, infinity));
    y = y.blend(Float.NEGATIVE_INFINITY, x.compare(LT, Float.MIN_NORMAL));
    return y.blend(Float.NaN, x.compare(LE, -Float.MIN_NORMAL));
  }

  static FloatVector tanh(FloatVector x) {
    FloatVector y = x.mul(x);
    FloatVector p = y.fma(all(P2), all(P1));
    FloatVector w = x.mul(y).fma(p, x);
    FloatVector v = y.fma(all(Q3), all(Q2));
    v = v.fma(y, all(Q1));
    v = v.fma(y, all(1f));
    FloatVector ratio = w.mul(v).div(w.mul(0.25f).fma(w, v.mul(v)));
    FloatVector one = x.reinterpretAsInts().and(SIGN_MASK).or(ONE_BITS).reinterpretAsFloats();
    return ratio.blend(one, x.abs().compare(GT, TANH_ONE));
  }

  static FloatVector sigmoid(FloatVector x) {
    FloatVector shifted = x.fma(all(-LOG2_E), all(ROUNDING));
    FloatVector n = shifted.sub(ROUNDING);
    FloatVector r = n.fma(all(LN_2), x);
    r = n.fma(all(LN_2_REST), r);
    FloatVector p = r.fma(all(E6), all(-E5));
    p = p.fma(r, all(E4));
    p = p.fma(r, all(-E3));
    p = p.fma(r, all(E2));
    p = p.fma(r, all(-1f));
    p = p.fma(r, all(1f));
    FloatVector y = all(1f).div(p.fma(power(shifted, 127), all(1f)));
    y = y.blend(1f, x.compare(GT, SIGMOID_ONE));
    return y.blend(0f, x.compare(LT, SIGMOID_FLOOR));
  }

  static FloatVector softplus(FloatVector x) {
    FloatVector e = exp(x.abs().neg());
    FloatVector p = e.fma(all(S8), all(S7));
    p = p.fma(e, all(S6));
    p = p.fma(e, all(S5));
    p = p.fma(e, all(S4));
    p = p.fma(e, all(S3));
    p = p.fma(e, all(S2));
    p = p.fma(e, all(S1));
    p = p.fma(e, all(1f));
    FloatVector positive = Lanes.zero().blend(x, x.compare(GT, 0f));
    return e.fma(p, positive);
  }
}
