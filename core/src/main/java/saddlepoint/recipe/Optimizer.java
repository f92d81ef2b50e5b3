// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

import java.io.Serializable;

/**
 * One player's update rule with its constants; those that the kind does not use are ignored.
 *
 * @param learningRate of the first update
 * @param gradientClip greatest Euclidean norm of the gradient of all parameters together, which is
 *     scaled down to it before the update, as TensorFlow's clip_by_global_norm; 0 is none
 * @param weightDecay times each parameter, biases too, is added to its gradient after that, so that
 *     the loss has half of it times their sum of squares; 0 is none. Adam takes the sum for its
 *     gradient, unlike AdamW
 */
public record Optimizer(
    OptimizerKind kind,
    double learningRate,
    double momentum,
    double beta1,
    double beta2,
    double rho,
    double epsilon,
    double gradientClip,
    double weightDecay,
    Decay decay)
    implements Serializable {
  static Optimizer of(Settings settings, Player player) {
    return new Optimizer(
        settings.get(Keys.OPTIMIZER.of(player)),
        settings.get(Keys.LEARNING_RATE.of(player)),
        settings.get(Keys.MOMENTUM.of(player)),
        settings.get(Keys.BETA1.of(player)),
        settings.get(Keys.BETA2.of(player)),
        settings.get(Keys.RHO.of(player)),
        settings.get(Keys.EPSILON.of(player)),
        settings.get(Keys.GRADIENT_CLIP.of(player)),
        settings.uses(Keys.WEIGHT_DECAY.of(player))
            ? settings.get(Keys.WEIGHT_DECAY.of(player))
            : 0,
        new Decay(
            settings.get(Keys.DECAY.of(player)),
            settings.get(Keys.DECAY_RATE.of(player)),
            settings.get(Keys.DECAY_STEPS.of(player))));
  }

  /** Whether gradients are scaled down. */
  public boolean clipsGradients() {
    return gradientClip > 0;
  }

  /**
   * What a gradient is multiplied by: clip / max(norm, clip). A norm that is infinite gives 0, NaN
   * gives NaN.
   *
   * @param norm of the gradient
   */
  public double gradientFactor(double norm) {
    return gradientClip / Math.max(norm, gradientClip);
  }

  /** Whether parameters count in their gradients. */
  public boolean decaysWeights() {
    return weightDecay > 0;
  }

  /** Numbers a parameter that this rule keeps of earlier gradients. */
  public int moments() {
    return switch (kind) {
      case SGD -> 0;
      case MOMENTUM, NESTEROV, RMSPROP, OPTIMISTIC -> 1;
      case ADAM -> 2;
    };
  }

  /** beta1 to the power of the updates done, by the same products as one after the other makes. */
  public double beta1Power(int updates) {
    return power(beta1, updates);
  }

  /** beta2 to the power of the updates done, likewise. */
  public double beta2Power(int updates) {
    return power(beta2, updates);
  }

  private static double power(double base, int exponent) {
    double power = 1;
    for (int i = 0; i < exponent && power > 0; i++) {
      power *= base;
    }
    return power;
  }

  /**
   * The learning rate of an update, in double precision.
   *
   * @param updates how many updates this optimizer has done before
   */
  public double learningRate(int updates) {
    return learningRate * decay.factor(updates);
  }

  /**
   * Fall of the learning rate.
   *
   * @param rate factor every {@code steps} updates
   */
  public record Decay(DecayKind kind, double rate, int steps) implements Serializable {
    /**
     * What the learning rate is multiplied by, from 0 to 1 where the rate is.
     *
     * @param updates how many updates the optimizer has done before
     */
    public double factor(int updates) {
      return switch (kind) {
        case NONE -> 1;
        case STAIRCASE -> StrictMath.pow(rate, updates / steps);
        case EXPONENTIAL -> StrictMath.pow(rate, (double) updates / steps);
      };
    }
  }
}
