// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

import java.util.List;

/**
 * The Dirac-GAN: data x = 0, G = theta, D's logit psi x. Under the minimax loss and simultaneous
 * gradient descent theta^2 + psi^2 grows by exactly 1 + lr^2 sigmoid(psi theta)^2 a step.
 */
public final class DiracRecipe implements Recipe {
  private static final Preset ORIGINAL =
      Preset.standard("original", "start at theta = psi = 1, learning rate .1")
          .with(Keys.STEPS, 500)
          .with(Keys.LOSS, LossKind.MINIMAX)
          .with(Keys.UPDATE_ORDER, UpdateOrder.SIMULTANEOUS)
          .withoutAutoencoder()
          .both(Keys.OPTIMIZER, OptimizerKind.SGD)
          .both(Keys.LEARNING_RATE, 0.1)
          .with(Keys.DATA_MEAN, 0.0)
          .with(Keys.BATCH, 1)
          .with(Keys.NOISE, NoiseKind.UNIFORM)
          .with(Keys.NOISE_RANGE, 1.0)
          .with(Keys.NOISE_JITTER, 0.0)
          .with(Keys.NOISE_DIMENSION, 0)
          .fixed(
              Keys.BATCH,
              Keys.NOISE,
              Keys.NOISE_RANGE,
              Keys.NOISE_JITTER,
              Keys.NOISE_DIMENSION,
              Keys.GENERATOR_OUTPUT,
              Keys.GENERATOR_OUTPUT_SCALE,
              Keys.MINIBATCH,
              Keys.MINIBATCH_KERNELS,
              Keys.MINIBATCH_DIMENSIONS,
              Keys.MINIBATCH_SELF_DISTANCE,
              Keys.MINIBATCH_INITIAL_SCALE)
          .without(
              Keys.GENERATOR_NORM,
              Keys.DISCRIMINATOR_NORM,
              Keys.GENERATOR_DROPOUT,
              Keys.HIDDEN_NOISE,
              Keys.REPLAY,
              Keys.REPLAY_SIZE)
          .build();

  @Override
  public String name() {
    return "dirac";
  }

  @Override
  public String title() {
    return "two numbers that circle their saddle point";
  }

  @Override
  public String source() {
    return "Mescheder, Geiger, Nowozin, Which training methods for GANs do actually converge? (2018)";
  }

  @Override
  public List<Preset> presets() {
    return List.of(ORIGINAL);
  }

  @Override
  public Gan gan(Settings settings) {
    Layer theta = number(settings, Player.GENERATOR, 0, true);
    Layer psi = number(settings, Player.DISCRIMINATOR, 1, false);
    return Gan.of(
        settings,
        new Network(List.of(theta)),
        new Network(List.of(psi)),
        new PointData(settings.get(Keys.DATA_MEAN)));
  }

  private static Layer number(Settings settings, Player player, int in, boolean bias) {
    return new Layer.Dense(
        in,
        1,
        bias,
        Activation.LINEAR,
        InitializerKind.CONSTANT,
        settings.get(Keys.INITIAL_SCALE.of(player)));
  }
}
