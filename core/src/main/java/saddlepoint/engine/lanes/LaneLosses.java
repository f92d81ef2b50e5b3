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

import java.util.Arrays;
import java.util.List;
import jdk.incubator.vector.FloatVector;
import saddlepoint.recipe.Loss;
import saddlepoint.recipe.LossKind;
import saddlepoint.recipe.OutputKind;

/**
 * D's output and the gradients of both losses, of one kind for all lanes, with each lane's own
 * targets, clamp and floor.
 */
final class LaneLosses {
  private final Slope discriminatorSlope;
  private final Slope generatorSlope;
  private final boolean isLinear;
  private final OutputKind output;
  private final boolean hasGeneratorLabel;
  private final boolean hasFloor;
  private final float[] floor = new float[WIDTH];
  private final float[] low = new float[WIDTH];
  private final float[] high = new float[WIDTH];
  private final float[] bounds = new float[WIDTH];

  /** Losses of one kind, of which all or none has a floor. */
  LaneLosses(List<Loss> losses) {
    isLinear = losses.get(0).isLinear();
    output = losses.get(0).output();
    hasGeneratorLabel = losses.get(0).generatorLabel() != 1;
    hasFloor = losses.get(0).floor() > 0;
    discriminatorSlope = discriminatorSlope(losses.get(0).kind());
    generatorSlope = generatorSlope(losses.get(0).kind());
    for (int lane = 0; lane < WIDTH; lane++) {
      floor[lane] = (float) losses.get(lane).floor();
      low[lane] = (float) losses.get(lane).clamp();
      high[lane] = 1f - low[lane];
      bounds[lane] = (float) losses.get(lane).clipping().bound();
    }
  }

  /** The bounds of D's parameters, [WIDTH]; 0 where there is none. */
  float[] bounds() {
    return bounds;
  }

  /** D of D's last pre-activation z; d [rows] is written. */
  void output(float[] m, int z, int d, int rows) {
    if (isLinear) {
      System.arraycopy(m, z, m, d, rows * WIDTH);
    } else if (output == OutputKind.SIGMOID) {
      LaneFunctions.sigmoid(m, z, d, rows);
    } else {
      LaneFunctions.tanh(m, z, d, rows);
      clampOutput(m, d, rows);
    }
  }

  private void clampOutput(float[] m, int d, int rows) {
    FloatVector least = fromArray(SPECIES, low, 0);
    FloatVector most = fromArray(SPECIES, high, 0);
    for (int i = 0; i < rows * WIDTH; i += WIDTH) {
      FloatVector t = fromArray(SPECIES, m, d + i);
      FloatVector atMost = t.blend(most, t.compare(GT, most));
      atMost.blend(least, t.compare(LT, least)).intoArray(m, d + i);
    }
  }

  /**
   * Gradient of D's loss.
   *
   * @param targets [rows]
   * @param dz [rows], written
   * @param batch rows of the whole batch
   */
  void discriminatorGradient(float[] m, int z, int d, int targets, int dz, int rows, int batch) {
    discriminatorSlope.write(m, z, d, targets, dz, rows, 1f / batch);
  }

  /** Writes the gradient dz [rows] of a loss with the player's targets [rows]. */
  private interface Slope {
    void write(float[] m, int z, int d, int targets, int dz, int rows, float share);
  }

  private Slope discriminatorSlope(LossKind kind) {
    return switch (kind) {
      case LEAST_SQUARES -> (m, z, d, y, dz, rows, share) -> difference(m, z, y, dz, rows, share);
      case HINGE -> (m, z, d, y, dz, rows, share) -> hinge(m, z, y, dz, rows, share);
      case WASSERSTEIN -> (m, z, d, y, dz, rows, share) -> negated(m, y, dz, rows, share);
      case RELATIVISTIC_AVERAGE -> LaneLosses::ofComparison;
      case BEGAN -> throw untrained(kind);
      case MINIMAX, NON_SATURATING -> this::crossEntropy;
    };
  }

  private void crossEntropy(float[] m, int z, int d, int targets, int dz, int rows, float share) {
    if (output == OutputKind.CLAMPED_TANH) {
      clampSlope(m, d, dz, rows);
      clampedRatio(m, d, targets, dz, rows, share);
    } else if (hasFloor) {
      flooredDifference(m, d, targets, dz, rows, share);
    } else {
      difference(m, d, targets, dz, rows, share);
    }
  }

  private static void hinge(float[] m, int z, int y, int dz, int rows, float share) {
    FloatVector one = broadcast(SPECIES, 1f);
    for (int i = 0; i < rows * WIDTH; i += WIDTH) {
      FloatVector target = fromArray(SPECIES, m, y + i);
      FloatVector margin = one.sub(target.mul(fromArray(SPECIES, m, z + i)));
      zero(SPECIES).blend(target.neg(), margin.compare(GT, 0f)).mul(share).intoArray(m, dz + i);
    }
  }

  private static void negated(float[] m, int y, int dz, int rows, float share) {
    for (int i = 0; i < rows * WIDTH; i += WIDTH) {
      fromArray(SPECIES, m, y + i).neg().mul(share).intoArray(m, dz + i);
    }
  }

  private static void difference(float[] m, int x, int y, int dz, int rows, float share) {
    for (int i = 0; i < rows * WIDTH; i += WIDTH) {
      fromArray(SPECIES, m, x + i)
          .sub(fromArray(SPECIES, m, y + i))
          .mul(share)
          .intoArray(m, dz + i);
    }
  }

  private void clampSlope(float[] m, int d, int slope, int rows) {
    for (int i = 0; i < rows * WIDTH; i += WIDTH) {
      FloatVector value = fromArray(SPECIES, m, d + i);
      value
          .neg()
          .fma(value, broadcast(SPECIES, 1f))
          .blend(
              0f,
              value
                  .compare(EQ, fromArray(SPECIES, low, 0))
                  .or(value.compare(EQ, fromArray(SPECIES, high, 0))))
          .intoArray(m, slope + i);
    }
  }

  private static void clampedRatio(float[] m, int d, int y, int dz, int rows, float share) {
    FloatVector one = broadcast(SPECIES, 1f);
    for (int i = 0; i < rows * WIDTH; i += WIDTH) {
      FloatVector value = fromArray(SPECIES, m, d + i);
      FloatVector target = fromArray(SPECIES, m, y + i);
      FloatVector ratio = one.sub(target).div(one.sub(value)).sub(target.div(value));
      fromArray(SPECIES, m, dz + i).mul(ratio).mul(share).intoArray(m, dz + i);
    }
  }

  private void flooredDifference(float[] m, int d, int y, int dz, int rows, float share) {
    FloatVector one = broadcast(SPECIES, 1f);
    FloatVector least = fromArray(SPECIES, floor, 0);
    for (int i = 0; i < rows * WIDTH; i += WIDTH) {
      FloatVector value = fromArray(SPECIES, m, d + i);
      FloatVector target = fromArray(SPECIES, m, y + i);
      FloatVector rest = one.sub(value);
      FloatVector ofFake = one.sub(target).mul(value).blend(0f, rest.compare(LT, least));
      FloatVector ofReal = target.mul(rest).blend(0f, value.compare(LT, least));
      ofFake.sub(ofReal).mul(share).intoArray(m, dz + i);
    }
  }

  /**
   * Gradient of G's loss; dz [rows] is written.
   *
   * @param targets [rows], G's own
   */
  void generatorGradient(float[] m, int z, int d, int targets, int dz, int rows, int batch) {
    generatorSlope.write(m, z, d, targets, dz, rows, 1f / batch);
  }

  /** {@link LaneComparison} has the gradients. */
  private static void ofComparison(
      float[] m, int z, int d, int targets, int dz, int rows, float share) {
    throw new IllegalStateException("a row has no gradient of this loss without the other kind's");
  }

  private static IllegalStateException untrained(LossKind kind) {
    return new IllegalStateException("lanes do not train " + kind.text());
  }

  private Slope generatorSlope(LossKind kind) {
    boolean isClamped = output == OutputKind.CLAMPED_TANH;
    return switch (kind) {
      case LEAST_SQUARES -> (m, z, d, y, dz, rows, share) -> difference(m, z, y, dz, rows, share);
      case HINGE, WASSERSTEIN ->
          (m, z, d, y, dz, rows, share) -> Arrays.fill(m, dz, dz + rows * WIDTH, -share);
      case RELATIVISTIC_AVERAGE -> LaneLosses::ofComparison;
      case BEGAN -> throw untrained(kind);
      case NON_SATURATING ->
          hasGeneratorLabel
              ? this::crossEntropy
              : isClamped ? this::clampedNonSaturating : this::nonSaturating;
      case MINIMAX -> isClamped ? this::clampedMinimax : this::minimax;
    };
  }

  private void nonSaturating(float[] m, int z, int d, int targets, int dz, int rows, float share) {
    FloatVector least = fromArray(SPECIES, floor, 0);
    for (int i = 0; i < rows * WIDTH; i += WIDTH) {
      FloatVector value = fromArray(SPECIES, m, d + i);
      value.sub(1f).blend(0f, value.compare(LT, least)).mul(share).intoArray(m, dz + i);
    }
  }

  private void minimax(float[] m, int z, int d, int targets, int dz, int rows, float share) {
    FloatVector one = broadcast(SPECIES, 1f);
    FloatVector least = fromArray(SPECIES, floor, 0);
    for (int i = 0; i < rows * WIDTH; i += WIDTH) {
      FloatVector value = fromArray(SPECIES, m, d + i);
      value.neg().blend(0f, one.sub(value).compare(LT, least)).mul(share).intoArray(m, dz + i);
    }
  }

  private void clampedNonSaturating(
      float[] m, int z, int d, int targets, int dz, int rows, float share) {
    clampSlope(m, d, dz, rows);
    for (int i = 0; i < rows * WIDTH; i += WIDTH) {
      fromArray(SPECIES, m, dz + i)
          .neg()
          .div(fromArray(SPECIES, m, d + i))
          .mul(share)
          .intoArray(m, dz + i);
    }
  }

  private void clampedMinimax(float[] m, int z, int d, int targets, int dz, int rows, float share) {
    clampSlope(m, d, dz, rows);
    FloatVector one = broadcast(SPECIES, 1f);
    for (int i = 0; i < rows * WIDTH; i += WIDTH) {
      fromArray(SPECIES, m, dz + i)
          .neg()
          .div(one.sub(fromArray(SPECIES, m, d + i)))
          .mul(share)
          .intoArray(m, dz + i);
    }
  }

  /** Gradient of the mean squared error of D to densities; d and dz, both [rows], are written. */
  void densityGradient(float[] m, int z, int targets, int d, int dz, int rows) {
    float share = 2f / rows;
    if (isLinear) {
      System.arraycopy(m, z, m, d, rows * WIDTH);
      difference(m, d, targets, dz, rows, share);
    } else if (output == OutputKind.SIGMOID) {
      LaneFunctions.sigmoid(m, z, d, rows);
      sigmoidError(m, d, targets, dz, rows, share);
    } else {
      LaneFunctions.tanh(m, z, d, rows);
      tanhError(m, d, targets, dz, rows, share);
    }
  }

  private static void sigmoidError(float[] m, int d, int y, int dz, int rows, float share) {
    FloatVector one = broadcast(SPECIES, 1f);
    for (int i = 0; i < rows * WIDTH; i += WIDTH) {
      FloatVector value = fromArray(SPECIES, m, d + i);
      value
          .sub(fromArray(SPECIES, m, y + i))
          .mul(value.mul(one.sub(value)))
          .mul(share)
          .intoArray(m, dz + i);
    }
  }

  private static void tanhError(float[] m, int d, int y, int dz, int rows, float share) {
    FloatVector one = broadcast(SPECIES, 1f);
    for (int i = 0; i < rows * WIDTH; i += WIDTH) {
      FloatVector value = fromArray(SPECIES, m, d + i);
      value
          .sub(fromArray(SPECIES, m, y + i))
          .mul(value.neg().fma(value, one))
          .mul(share)
          .intoArray(m, dz + i);
    }
  }

  /** Gradient of the mean squared error of G's rows of one column to targets; dy is written. */
  static void regressionGradient(float[] m, int y, int targets, int dy, int rows) {
    difference(m, y, targets, dy, rows, 2f / rows);
  }

  /**
   * Gradient of the squared errors of each column's first two raw moments.
   *
   * @param means [columns]
   * @param meanSquares [columns]
   * @param dy [rows, columns], written
   */
  static void momentGradient(
      float[] m, int y, float[] means, float[] meanSquares, int dy, int rows, int columns) {
    float share = 2f / (rows * (float) columns);
    for (int j = 0; j < columns; j++) {
      FloatVector first = zero(SPECIES);
      FloatVector second = zero(SPECIES);
      for (int i = 0; i < rows; i++) {
        FloatVector value = fromArray(SPECIES, m, y + Lanes.number(i, j, columns) * WIDTH);
        first = first.add(value);
        second = value.fma(value, second);
      }
      FloatVector firstError = first.div((float) rows).sub(fromArray(SPECIES, means, j * WIDTH));
      FloatVector secondError =
          second.div((float) rows).sub(fromArray(SPECIES, meanSquares, j * WIDTH)).mul(2f);
      for (int i = 0; i < rows; i++) {
        int at = Lanes.number(i, j, columns) * WIDTH;
        secondError.fma(fromArray(SPECIES, m, y + at), firstError).mul(share).intoArray(m, dy + at);
      }
    }
  }

  /**
   * Lanes in which any of the rows equals a value exactly.
   *
   * @param scratch [WIDTH], overwritten
   * @return a bit for each lane
   */
  static long contains(float[] m, int d, float value, int rows, float[] scratch) {
    met(m, d, value, rows, scratch);
    long lanes = 0;
    for (int lane = 0; lane < WIDTH; lane++) {
      lanes |= scratch[lane] == 0 ? 0 : 1L << lane;
    }
    return lanes;
  }

  private static void met(float[] m, int d, float value, int rows, float[] met) {
    FloatVector any = zero(SPECIES);
    for (int i = 0; i < rows * WIDTH; i += WIDTH) {
      any = any.blend(1f, fromArray(SPECIES, m, d + i).compare(EQ, value));
    }
    any.intoArray(met, 0);
  }
}
