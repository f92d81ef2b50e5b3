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
  private static final float LEAK = 0.2f;

  private LaneActivations() {}

  /** y = f(x). */
  static void activate(Activation activation, float[] x, float[] y, int count) {
    switch (activation) {
      case LINEAR -> System.arraycopy(x, 0, y, 0, count * Lanes.WIDTH);
      case TANH -> LaneFunctions.tanh(x, y, count);
      case SIGMOID -> LaneFunctions.sigmoid(x, y, count);
      case RELU -> relu(x, y, count, 0f);
      case LEAKY_RELU -> relu(x, y, count, LEAK);
      case SOFTPLUS -> LaneFunctions.softplus(x, y, count);
    }
  }

  /** dy *= f'(x), given x and y = f(x); scratch [count] is overwritten. */
  static void gradient(
      Activation activation, float[] x, float[] y, float[] dy, float[] scratch, int count) {
    switch (activation) {
      case LINEAR -> {}
      case TANH -> tanhGradient(y, dy, count);
      case SIGMOID -> sigmoidGradient(y, dy, count);
      case RELU -> reluGradient(x, dy, count, 0f);
      case LEAKY_RELU -> reluGradient(x, dy, count, LEAK);
      case SOFTPLUS -> softplusGradient(x, dy, scratch, count);
    }
  }

  private static void relu(float[] x, float[] y, int count, float slope) {
    for (int i = 0; i < count; i++) {
      FloatVector value = fromArray(SPECIES, x, i * WIDTH);
      FloatVector below = slope == 0f ? zero(SPECIES) : value.mul(slope);
      value.blend(below, value.compare(LE, 0f)).intoArray(y, i * WIDTH);
    }
  }

  private static void tanhGradient(float[] y, float[] dy, int count) {
    for (int i = 0; i < count; i++) {
      FloatVector value = fromArray(SPECIES, y, i * WIDTH);
      fromArray(SPECIES, dy, i * WIDTH)
          .mul(value.neg().fma(value, broadcast(SPECIES, 1f)))
          .intoArray(dy, i * WIDTH);
    }
  }

  private static void sigmoidGradient(float[] y, float[] dy, int count) {
    for (int i = 0; i < count; i++) {
      FloatVector value = fromArray(SPECIES, y, i * WIDTH);
      fromArray(SPECIES, dy, i * WIDTH)
          .mul(value.mul(broadcast(SPECIES, 1f).sub(value)))
          .intoArray(dy, i * WIDTH);
    }
  }

  private static void reluGradient(float[] x, float[] dy, int count, float slope) {
    for (int i = 0; i < count; i++) {
      FloatVector gradient = fromArray(SPECIES, dy, i * WIDTH);
      FloatVector below = slope == 0f ? zero(SPECIES) : gradient.mul(slope);
      gradient
          .blend(below, fromArray(SPECIES, x, i * WIDTH).compare(LE, 0f))
          .intoArray(dy, i * WIDTH);
    }
  }

  private static void softplusGradient(float[] x, float[] dy, float[] scratch, int count) {
    LaneFunctions.sigmoid(x, scratch, count);
    for (int i = 0; i < count; i++) {
      fromArray(SPECIES, dy, i * WIDTH)
          .mul(fromArray(SPECIES, scratch, i * WIDTH))
          .intoArray(dy, i * WIDTH);
    }
  }
}
