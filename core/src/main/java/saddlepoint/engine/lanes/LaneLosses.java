// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;
import static jdk.incubator.vector.FloatVector.zero;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;
import static saddlepoint.engine.lanes.Lanes.SPECIES;
import static saddlepoint.engine.lanes.Lanes.WIDTH;

import java.util.List;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import saddlepoint.recipe.Loss;
import saddlepoint.recipe.LossKind;
import saddlepoint.recipe.OutputKind;

/**
 * D's output and the gradients of both losses, of one kind for all lanes, with each lane's own
 * targets, clamp and floor.
 */
final class LaneLosses {
  private final LossKind kind;
  private final OutputKind output;
  private final boolean hasFloor;
  private final float[] floor = new float[WIDTH];
  private final float[] low = new float[WIDTH];
  private final float[] high = new float[WIDTH];

  /** Losses of one kind, of which all or none has a floor. */
  LaneLosses(List<Loss> losses) {
    kind = losses.get(0).kind();
    output = losses.get(0).output();
    hasFloor = losses.get(0).floor() > 0;
    for (int lane = 0; lane < WIDTH; lane++) {
      floor[lane] = (float) losses.get(lane).floor();
      low[lane] = (float) losses.get(lane).clamp();
      high[lane] = 1f - low[lane];
    }
  }

  /** D of D's last pre-activation z; d [rows] is written. */
  void output(float[] z, float[] d, int rows) {
    if (kind == LossKind.LEAST_SQUARES) {
      System.arraycopy(z, 0, d, 0, rows * WIDTH);
    } else if (output == OutputKind.SIGMOID) {
      LaneActivations.activate(saddlepoint.recipe.Activation.SIGMOID, z, d, rows);
    } else {
      clampedTanh(z, d, rows);
    }
  }

  private void clampedTanh(float[] z, float[] d, int rows) {
    FloatVector least = fromArray(SPECIES, low, 0);
    FloatVector most = fromArray(SPECIES, high, 0);
    LaneFunctions.tanh(z, d, rows);
    for (int i = 0; i < rows; i++) {
      FloatVector t = fromArray(SPECIES, d, i * WIDTH);
      FloatVector atMost = t.blend(most, t.compare(GT, most));
      atMost.blend(least, t.compare(LT, least)).intoArray(d, i * WIDTH);
    }
  }

  /**
   * Gradient of D's loss.
   *
   * @param targets [batch], of which {@code rows} from {@code first} on are those of z and d
   * @param dz [rows], written
   */
  void discriminatorGradient(
      float[] z, float[] d, float[] targets, int first, float[] dz, int rows, int batch) {
    float share = 1f / batch;
    for (int i = 0; i < rows; i++) {
      FloatVector y = fromArray(SPECIES, targets, (first + i) * WIDTH);
      FloatVector slope;
      if (kind == LossKind.LEAST_SQUARES) {
        slope = fromArray(SPECIES, z, i * WIDTH).sub(y);
      } else if (output == OutputKind.CLAMPED_TANH) {
        slope = clampedSlope(fromArray(SPECIES, d, i * WIDTH), y);
      } else if (!hasFloor) {
        slope = fromArray(SPECIES, d, i * WIDTH).sub(y);
      } else {
        slope = flooredSlope(fromArray(SPECIES, d, i * WIDTH), y);
      }
      slope.mul(share).intoArray(dz, i * WIDTH);
    }
  }

  private FloatVector clampedSlope(FloatVector d, FloatVector y) {
    FloatVector one = broadcast(SPECIES, 1f);
    FloatVector ratio = one.sub(y).div(one.sub(d)).sub(y.div(d));
    return clampSlope(d).mul(ratio);
  }

  private FloatVector flooredSlope(FloatVector d, FloatVector y) {
    FloatVector one = broadcast(SPECIES, 1f);
    FloatVector least = fromArray(SPECIES, floor, 0);
    FloatVector rest = one.sub(d);
    FloatVector ofFake = one.sub(y).mul(d).blend(0f, rest.compare(LT, least));
    FloatVector ofReal = y.mul(rest).blend(0f, d.compare(LT, least));
    return ofFake.sub(ofReal);
  }

  private FloatVector clampSlope(FloatVector d) {
    VectorMask<Float> atAnEnd =
        d.compare(EQ, fromArray(SPECIES, low, 0)).or(d.compare(EQ, fromArray(SPECIES, high, 0)));
    return d.neg().fma(d, broadcast(SPECIES, 1f)).blend(0f, atAnEnd);
  }

  /** Gradient of G's loss; dz [rows] is written. */
  void generatorGradient(float[] z, float[] d, float[] dz, int rows, int batch) {
    float share = 1f / batch;
    for (int i = 0; i < rows; i++) {
      FloatVector slope =
          switch (kind) {
            case LEAST_SQUARES -> fromArray(SPECIES, z, i * WIDTH).sub(1f);
            case NON_SATURATING -> nonSaturating(fromArray(SPECIES, d, i * WIDTH));
            case MINIMAX -> minimax(fromArray(SPECIES, d, i * WIDTH));
          };
      slope.mul(share).intoArray(dz, i * WIDTH);
    }
  }

  private FloatVector nonSaturating(FloatVector d) {
    return output == OutputKind.CLAMPED_TANH
        ? clampSlope(d).neg().div(d)
        : d.sub(1f).blend(0f, d.compare(LT, fromArray(SPECIES, floor, 0)));
  }

  private FloatVector minimax(FloatVector d) {
    FloatVector rest = broadcast(SPECIES, 1f).sub(d);
    return output == OutputKind.CLAMPED_TANH
        ? clampSlope(d).neg().div(rest)
        : d.neg().blend(0f, rest.compare(LT, fromArray(SPECIES, floor, 0)));
  }

  /** Gradient of the mean squared error of D to densities; d and dz, both [rows], are written. */
  void densityGradient(float[] z, float[] targets, float[] d, float[] dz, int rows) {
    boolean isPlain = kind == LossKind.LEAST_SQUARES;
    boolean isSigmoid = !isPlain && output == OutputKind.SIGMOID;
    if (isPlain) {
      System.arraycopy(z, 0, d, 0, rows * WIDTH);
    } else if (isSigmoid) {
      LaneFunctions.sigmoid(z, d, rows);
    } else {
      LaneFunctions.tanh(z, d, rows);
    }
    FloatVector share = broadcast(SPECIES, 2f / rows);
    for (int i = 0; i < rows; i++) {
      FloatVector p = fromArray(SPECIES, d, i * WIDTH);
      FloatVector error = p.sub(fromArray(SPECIES, targets, i * WIDTH));
      if (isSigmoid) {
        error = error.mul(p.mul(broadcast(SPECIES, 1f).sub(p)));
      } else if (!isPlain) {
        error = error.mul(p.neg().fma(p, broadcast(SPECIES, 1f)));
      }
      error.mul(share).intoArray(dz, i * WIDTH);
    }
  }

  /** Gradient of the mean squared error of G's rows to targets; dy [count] is written. */
  static void regressionGradient(float[] y, float[] targets, float[] dy, int count) {
    float share = 2f / count;
    for (int i = 0; i < count; i++) {
      fromArray(SPECIES, y, i * WIDTH)
          .sub(fromArray(SPECIES, targets, i * WIDTH))
          .mul(share)
          .intoArray(dy, i * WIDTH);
    }
  }

  /**
   * Gradient of the squared errors of each column's first two raw moments.
   *
   * @param means [columns]
   * @param meanSquares [columns]
   * @param dy [rows, columns], written
   */
  static void momentGradient(
      float[] y, float[] means, float[] meanSquares, float[] dy, int rows, int columns) {
    float share = 2f / (rows * (float) columns);
    for (int j = 0; j < columns; j++) {
      FloatVector first = zero(SPECIES);
      FloatVector second = zero(SPECIES);
      for (int i = 0; i < rows; i++) {
        FloatVector value = fromArray(SPECIES, y, (i * columns + j) * WIDTH);
        first = first.add(value);
        second = value.fma(value, second);
      }
      FloatVector firstError = first.div((float) rows).sub(fromArray(SPECIES, means, j * WIDTH));
      FloatVector secondError =
          second.div((float) rows).sub(fromArray(SPECIES, meanSquares, j * WIDTH)).mul(2f);
      for (int i = 0; i < rows; i++) {
        int at = i * columns + j;
        secondError
            .fma(fromArray(SPECIES, y, at * WIDTH), firstError)
            .mul(share)
            .intoArray(dy, at * WIDTH);
      }
    }
  }

  /** Lanes in which any of the rows equals a value exactly. */
  static VectorMask<Float> contains(float[] d, float value, int rows) {
    VectorMask<Float> met = VectorMask.fromLong(SPECIES, 0);
    for (int i = 0; i < rows; i++) {
      met = met.or(fromArray(SPECIES, d, i * WIDTH).compare(EQ, value));
    }
    return met;
  }
}
