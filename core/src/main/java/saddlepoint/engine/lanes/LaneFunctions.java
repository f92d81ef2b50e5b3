// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;
import static saddlepoint.engine.lanes.Lanes.all;
import static saddlepoint.engine.lanes.Lanes.load;
import static saddlepoint.engine.lanes.Lanes.store;
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

/**
 * {@link saddlepoint.numerics.ElementaryFunctions}, operation by operation, in every lane. Each is
 * one loop over arrays: a vector that is handed from method to method may be boxed, which costs
 * more than its arithmetic. Input and output may be the same array.
 */
final class LaneFunctions {
  private LaneFunctions() {}

  /** y = e^x. */
  static void exp(float[] x, float[] y, int count) {
    exp(x, 0, y, count);
  }

  /** y = e^x of so many numbers from a first one on, which have the same places in y. */
  static void exp(float[] x, int first, float[] y, int count) {
    for (int i = first; i < first + count; i++) {
      FloatVector v = load(x, i);
      FloatVector shifted = v.fma(all(LOG2_E), all(ROUNDING));
      FloatVector n = shifted.sub(ROUNDING);
      FloatVector r = n.fma(all(-LN_2), v);
      r = n.fma(all(-LN_2_REST), r);
      FloatVector p = r.fma(all(2 * E6), all(2 * E5));
      p = p.fma(r, all(2 * E4));
      p = p.fma(r, all(2 * E3));
      p = p.fma(r, all(2 * E2));
      p = p.fma(r, all(2f));
      p = p.fma(r, all(2f));
      FloatVector power =
          shifted
              .reinterpretAsInts()
              .lanewise(LSHL, SIGNIFICAND_BITS)
              .add(126 << SIGNIFICAND_BITS)
              .reinterpretAsFloats();
      FloatVector e = p.mul(power).blend(all(Float.POSITIVE_INFINITY), v.compare(GT, EXP_OVERFLOW));
      store(e.blend(all(0f), v.compare(LT, EXP_FLOOR)), y, i);
    }
  }

  /** y = log x. */
  static void log(float[] x, float[] y, int count) {
    for (int i = 0; i < count; i++) {
      FloatVector v = load(x, i);
      IntVector bits = v.reinterpretAsInts();
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
      FloatVector l = n.fma(all(LN_2), f.mul(f).fma(p, f));
      l = v.blend(l, v.compare(LT, Float.POSITIVE_INFINITY));
      l = l.blend(all(Float.NEGATIVE_INFINITY), v.compare(LT, Float.MIN_NORMAL));
      store(l.blend(all(Float.NaN), v.compare(LE, -Float.MIN_NORMAL)), y, i);
    }
  }

  /** y = tanh x. */
  static void tanh(float[] x, float[] y, int count) {
    for (int i = 0; i < count; i++) {
      FloatVector t = load(x, i);
      FloatVector square = t.mul(t);
      FloatVector p = square.fma(all(P2), all(P1));
      FloatVector w = t.mul(square).fma(p, t);
      FloatVector v = square.fma(all(Q3), all(Q2));
      v = v.fma(square, all(Q1));
      v = v.fma(square, all(1f));
      FloatVector ratio = w.mul(v).div(w.mul(0.25f).fma(w, v.mul(v)));
      FloatVector one = t.reinterpretAsInts().and(SIGN_MASK).or(ONE_BITS).reinterpretAsFloats();
      store(ratio.blend(one, t.abs().compare(GT, TANH_ONE)), y, i);
    }
  }

  /** y = 1 / (1 + e^-x). */
  static void sigmoid(float[] x, float[] y, int count) {
    for (int i = 0; i < count; i++) {
      FloatVector v = load(x, i);
      FloatVector shifted = v.fma(all(-LOG2_E), all(ROUNDING));
      FloatVector n = shifted.sub(ROUNDING);
      FloatVector r = n.fma(all(LN_2), v);
      r = n.fma(all(LN_2_REST), r);
      FloatVector p = r.fma(all(E6), all(-E5));
      p = p.fma(r, all(E4));
      p = p.fma(r, all(-E3));
      p = p.fma(r, all(E2));
      p = p.fma(r, all(-1f));
      p = p.fma(r, all(1f));
      FloatVector power =
          shifted
              .reinterpretAsInts()
              .lanewise(LSHL, SIGNIFICAND_BITS)
              .add(127 << SIGNIFICAND_BITS)
              .reinterpretAsFloats();
      FloatVector s = all(1f).div(p.fma(power, all(1f)));
      s = s.blend(all(1f), v.compare(GT, SIGMOID_ONE));
      store(s.blend(all(0f), v.compare(LT, SIGMOID_FLOOR)), y, i);
    }
  }

  /**
   * y = log(1 + e^x).
   *
   * @param x another array than y
   */
  static void softplus(float[] x, float[] y, int count) {
    for (int i = 0; i < count; i++) {
      store(load(x, i).abs().neg(), y, i);
    }
    exp(y, y, count);
    for (int i = 0; i < count; i++) {
      FloatVector v = load(x, i);
      FloatVector e = load(y, i);
      FloatVector p = e.fma(all(S8), all(S7));
      p = p.fma(e, all(S6));
      p = p.fma(e, all(S5));
      p = p.fma(e, all(S4));
      p = p.fma(e, all(S3));
      p = p.fma(e, all(S2));
      p = p.fma(e, all(S1));
      p = p.fma(e, all(1f));
      store(e.fma(p, all(0f).blend(v, v.compare(GT, 0f))), y, i);
    }
  }
}
