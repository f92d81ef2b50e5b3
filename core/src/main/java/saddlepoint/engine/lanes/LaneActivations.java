// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;
import static jdk.incubator.vector.FloatVector.zero;
import static jdk.incubator.vector.VectorOperators.LE;
import static saddlepoint.engine.lanes.Lanes.SPECIES;
import static saddlepoint.engine.lanes.Lanes.WIDTH;

import jdk.incubator.vector.FloatVector;
import saddlepoint.recipe.Activation;

/** Activations and their gradients, one loop each so that each stays small. */
final class LaneActivations {
  private LaneActivations() {}

  /** Whether the gradient needs x, and not only y. */
  static boolean needsInput(Activation activation) {
    return activation == Activation.SOFTPLUS;
  }

  /** Whether {@link LaneMatrix#multiply} applies it as it goes. */
  static boolean isRectifier(Activation activation) {
    return activation == Activation.RELU;
  }

  /**
   * y = f(x); in the same place unless {@link #needsInput}, and there a rectifier has been applied.
   */
  static void activate(Activation activation, float[] m, int x, int y, int count) {
    switch (activation) {
      case LINEAR -> System.arraycopy(m, x, m, y, x == y ? 0 : count * WIDTH);
      case RELU -> {
        if (x != y) {
          rectify(m, x, y, count);
        }
      }
      case TANH -> LaneFunctions.tanh(m, x, y, count);
      case SIGMOID -> LaneFunctions.sigmoid(m, x, y, count);
      case LEAKY_RELU, LEAKY_RELU_1, LEAKY_RELU_10, LEAKY_RELU_30 ->
          leakyRelu(m, x, y, count, (float) activation.slope());
      case SOFTPLUS -> LaneFunctions.softplus(m, x, y, count);
    }
  }

  /**
   * dy *= f'(x), given y = f(x), and x where it is needed; scratch [count] is overwritten. Plain
   * and leaky rectifiers are 0 or less where their inputs are.
   */
  static void gradient(
      Activation activation, float[] m, int x, int y, int dy, int scratch, int count) {
    switch (activation) {
      case LINEAR -> {}
      case TANH -> tanhGradient(m, y, dy, count);
      case SIGMOID -> sigmoidGradient(m, y, dy, count);
      case RELU -> reluGradient(m, y, dy, count, 0f);
      case LEAKY_RELU, LEAKY_RELU_1, LEAKY_RELU_10, LEAKY_RELU_30 ->
          reluGradient(m, y, dy, count, (float) activation.slope());
      case SOFTPLUS -> softplusGradient(m, x, dy, scratch, count);
    }
  }

  /**
   * dyTangent += dx f''(x) / f'(x) xTangent, given dx = dy f'(x), y = f(x), and x where it is
   * needed; scratch [count] is overwritten.
   */
  static void addCurvature(
      Activation activation,
      float[] m,
      int x,
      int y,
      int dx,
      int xTangent,
      int dyTangent,
      int scratch,
      int count) {
    switch (activation) {
      case LINEAR, RELU, LEAKY_RELU, LEAKY_RELU_1, LEAKY_RELU_10, LEAKY_RELU_30 -> {}
      case TANH -> tanhCurvature(m, y, dx, xTangent, dyTangent, count);
      case SIGMOID -> sigmoidCurvature(m, y, dx, xTangent, dyTangent, count);
      case SOFTPLUS -> {
        LaneFunctions.sigmoid(m, x, scratch, count);
        softplusCurvature(m, scratch, dx, xTangent, dyTangent, count);
      }
    }
  }

  private static void tanhCurvature(
      float[] m, int y, int dx, int xTangent, int dyTangent, int count) {
    for (int i = 0; i < count; i++) {
      int at = i * WIDTH;
      FloatVector curvature =
          fromArray(SPECIES, m, y + at).mul(-2f).mul(fromArray(SPECIES, m, xTangent + at));
      fromArray(SPECIES, m, dx + at)
          .fma(curvature, fromArray(SPECIES, m, dyTangent + at))
          .intoArray(m, dyTangent + at);
    }
  }

  private static void sigmoidCurvature(
      float[] m, int y, int dx, int xTangent, int dyTangent, int count) {
    for (int i = 0; i < count; i++) {
      int at = i * WIDTH;
      FloatVector slope = broadcast(SPECIES, 1f).sub(fromArray(SPECIES, m, y + at).mul(2f));
      fromArray(SPECIES, m, dx + at)
          .fma(
              slope.mul(fromArray(SPECIES, m, xTangent + at)),
              fromArray(SPECIES, m, dyTangent + at))
          .intoArray(m, dyTangent + at);
    }
  }

  private static void softplusCurvature(
      float[] m, int sigmoid, int dx, int xTangent, int dyTangent, int count) {
    for (int i = 0; i < count; i++) {
      int at = i * WIDTH;
      FloatVector slope = broadcast(SPECIES, 1f).sub(fromArray(SPECIES, m, sigmoid + at));
      fromArray(SPECIES, m, dx + at)
          .fma(
              slope.mul(fromArray(SPECIES, m, xTangent + at)),
              fromArray(SPECIES, m, dyTangent + at))
          .intoArray(m, dyTangent + at);
    }
  }

  private static void rectify(float[] m, int x, int y, int count) {
    for (int i = 0; i < count; i++) {
      FloatVector value = fromArray(SPECIES, m, x + i * WIDTH);
      value.blend(0f, value.compare(LE, 0f)).intoArray(m, y + i * WIDTH);
    }
  }

  private static void leakyRelu(float[] m, int x, int y, int count, float slope) {
    for (int i = 0; i < count; i++) {
      FloatVector value = fromArray(SPECIES, m, x + i * WIDTH);
      value.blend(value.mul(slope), value.compare(LE, 0f)).intoArray(m, y + i * WIDTH);
    }
  }

  private static void tanhGradient(float[] m, int y, int dy, int count) {
    for (int i = 0; i < count; i++) {
      FloatVector value = fromArray(SPECIES, m, y + i * WIDTH);
      fromArray(SPECIES, m, dy + i * WIDTH)
          .mul(value.neg().fma(value, broadcast(SPECIES, 1f)))
          .intoArray(m, dy + i * WIDTH);
    }
  }

  private static void sigmoidGradient(float[] m, int y, int dy, int count) {
    for (int i = 0; i < count; i++) {
      FloatVector value = fromArray(SPECIES, m, y + i * WIDTH);
      fromArray(SPECIES, m, dy + i * WIDTH)
          .mul(value.mul(broadcast(SPECIES, 1f).sub(value)))
          .intoArray(m, dy + i * WIDTH);
    }
  }

  private static void reluGradient(float[] m, int y, int dy, int count, float slope) {
    for (int i = 0; i < count; i++) {
      FloatVector gradient = fromArray(SPECIES, m, dy + i * WIDTH);
      FloatVector below = slope == 0f ? zero(SPECIES) : gradient.mul(slope);
      gradient
          .blend(below, fromArray(SPECIES, m, y + i * WIDTH).compare(LE, 0f))
          .intoArray(m, dy + i * WIDTH);
    }
  }

  private static void softplusGradient(float[] m, int x, int dy, int scratch, int count) {
    LaneFunctions.sigmoid(m, x, scratch, count);
    for (int i = 0; i < count; i++) {
      fromArray(SPECIES, m, dy + i * WIDTH)
          .mul(fromArray(SPECIES, m, scratch + i * WIDTH))
          .intoArray(m, dy + i * WIDTH);
    }
  }
}
