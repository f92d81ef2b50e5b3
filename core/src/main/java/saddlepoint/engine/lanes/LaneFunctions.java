// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;
import static saddlepoint.engine.lanes.Lanes.SPECIES;
import static saddlepoint.engine.lanes.Lanes.WIDTH;
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
 * more than its arithmetic. x and y are places in the array m, which may be the same.
 */
final class LaneFunctions {
  private LaneFunctions() {}

  /** y = e^x. */
  static void exp(float[] m, int x, int y, int count) {
    for (int i = 0; i < count; i++) {
      FloatVector v = fromArray(SPECIES, m, x + i * WIDTH);
      FloatVector shifted = v.fma(broadcast(SPECIES, LOG2_E), broadcast(SPECIES, ROUNDING));
      FloatVector n = shifted.sub(ROUNDING);
      FloatVector r = n.fma(broadcast(SPECIES, -LN_2), v);
      r = n.fma(broadcast(SPECIES, -LN_2_REST), r);
      FloatVector p = r.fma(broadcast(SPECIES, 2 * E6), broadcast(SPECIES, 2 * E5));
      p = p.fma(r, broadcast(SPECIES, 2 * E4));
      p = p.fma(r, broadcast(SPECIES, 2 * E3));
      p = p.fma(r, broadcast(SPECIES, 2 * E2));
      p = p.fma(r, broadcast(SPECIES, 2f));
      p = p.fma(r, broadcast(SPECIES, 2f));
      FloatVector power =
          shifted
              .reinterpretAsInts()
              .lanewise(LSHL, SIGNIFICAND_BITS)
              .add(126 << SIGNIFICAND_BITS)
              .reinterpretAsFloats();
      FloatVector e =
          p.mul(power)
              .blend(broadcast(SPECIES, Float.POSITIVE_INFINITY), v.compare(GT, EXP_OVERFLOW));
      e.blend(broadcast(SPECIES, 0f), v.compare(LT, EXP_FLOOR)).intoArray(m, y + i * WIDTH);
    }
  }

  /** y = log x. */
  static void log(float[] m, int x, int y, int count) {
    for (int i = 0; i < count; i++) {
      FloatVector v = fromArray(SPECIES, m, x + i * WIDTH);
      IntVector bits = v.reinterpretAsInts();
      IntVector exponent = bits.sub(SQRT_HALF_BITS).lanewise(ASHR, SIGNIFICAND_BITS);
      FloatVector n = exponent.add(ROUNDING_BITS).reinterpretAsFloats().sub(ROUNDING);
      FloatVector f =
          bits.sub(exponent.lanewise(LSHL, SIGNIFICAND_BITS)).reinterpretAsFloats().sub(1f);
      FloatVector p = f.fma(broadcast(SPECIES, L9), broadcast(SPECIES, L8));
      p = p.fma(f, broadcast(SPECIES, L7));
      p = p.fma(f, broadcast(SPECIES, L6));
      p = p.fma(f, broadcast(SPECIES, L5));
      p = p.fma(f, broadcast(SPECIES, L4));
      p = p.fma(f, broadcast(SPECIES, L3));
      p = p.fma(f, broadcast(SPECIES, L2));
      FloatVector l = n.fma(broadcast(SPECIES, LN_2), f.mul(f).fma(p, f));
      l = v.blend(l, v.compare(LT, Float.POSITIVE_INFINITY));
      l = l.blend(broadcast(SPECIES, Float.NEGATIVE_INFINITY), v.compare(LT, Float.MIN_NORMAL));
      l.blend(broadcast(SPECIES, Float.NaN), v.compare(LE, -Float.MIN_NORMAL))
          .intoArray(m, y + i * WIDTH);
    }
  }

  /** y = tanh x. */
  static void tanh(float[] m, int x, int y, int count) {
    for (int i = 0; i < count; i++) {
      FloatVector t = fromArray(SPECIES, m, x + i * WIDTH);
      FloatVector square = t.mul(t);
      FloatVector p = square.fma(broadcast(SPECIES, P2), broadcast(SPECIES, P1));
      FloatVector w = t.mul(square).fma(p, t);
      FloatVector v = square.fma(broadcast(SPECIES, Q3), broadcast(SPECIES, Q2));
      v = v.fma(square, broadcast(SPECIES, Q1));
      v = v.fma(square, broadcast(SPECIES, 1f));
      FloatVector ratio = w.mul(v).div(w.mul(0.25f).fma(w, v.mul(v)));
      FloatVector one = t.reinterpretAsInts().and(SIGN_MASK).or(ONE_BITS).reinterpretAsFloats();
      ratio.blend(one, t.abs().compare(GT, TANH_ONE)).intoArray(m, y + i * WIDTH);
    }
  }

  /** y = 1 / (1 + e^-x). */
  static void sigmoid(float[] m, int x, int y, int count) {
    for (int i = 0; i < count; i++) {
      FloatVector v = fromArray(SPECIES, m, x + i * WIDTH);
      FloatVector shifted = v.fma(broadcast(SPECIES, -LOG2_E), broadcast(SPECIES, ROUNDING));
      FloatVector n = shifted.sub(ROUNDING);
      FloatVector r = n.fma(broadcast(SPECIES, LN_2), v);
      r = n.fma(broadcast(SPECIES, LN_2_REST), r);
      FloatVector p = r.fma(broadcast(SPECIES, E6), broadcast(SPECIES, -E5));
      p = p.fma(r, broadcast(SPECIES, E4));
      p = p.fma(r, broadcast(SPECIES, -E3));
      p = p.fma(r, broadcast(SPECIES, E2));
      p = p.fma(r, broadcast(SPECIES, -1f));
      p = p.fma(r, broadcast(SPECIES, 1f));
      FloatVector power =
          shifted
              .reinterpretAsInts()
              .lanewise(LSHL, SIGNIFICAND_BITS)
              .add(127 << SIGNIFICAND_BITS)
              .reinterpretAsFloats();
      FloatVector s = broadcast(SPECIES, 1f).div(p.fma(power, broadcast(SPECIES, 1f)));
      s = s.blend(broadcast(SPECIES, 1f), v.compare(GT, SIGMOID_ONE));
      s.blend(broadcast(SPECIES, 0f), v.compare(LT, SIGMOID_FLOOR)).intoArray(m, y + i * WIDTH);
    }
  }

  /**
   * y = log(1 + e^x).
   *
   * @param x another place than y
   */
  static void softplus(float[] m, int x, int y, int count) {
    for (int i = 0; i < count; i++) {
      fromArray(SPECIES, m, x + i * WIDTH).abs().neg().intoArray(m, y + i * WIDTH);
    }
    exp(m, y, y, count);
    for (int i = 0; i < count; i++) {
      FloatVector v = fromArray(SPECIES, m, x + i * WIDTH);
      FloatVector e = fromArray(SPECIES, m, y + i * WIDTH);
      FloatVector p = e.fma(broadcast(SPECIES, S8), broadcast(SPECIES, S7));
      p = p.fma(e, broadcast(SPECIES, S6));
      p = p.fma(e, broadcast(SPECIES, S5));
      p = p.fma(e, broadcast(SPECIES, S4));
      p = p.fma(e, broadcast(SPECIES, S3));
      p = p.fma(e, broadcast(SPECIES, S2));
      p = p.fma(e, broadcast(SPECIES, S1));
      p = p.fma(e, broadcast(SPECIES, 1f));
      e.fma(p, broadcast(SPECIES, 0f).blend(v, v.compare(GT, 0f))).intoArray(m, y + i * WIDTH);
    }
  }
}
