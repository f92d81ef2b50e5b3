// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

import java.util.List;

/**
 * Uniform noise to a 1-D normal: both players 1-6-6-1 tanh with momentum, two D updates a G update.
 */
public final class NormalRecipe implements Recipe {
  private static final Preset ORIGINAL =
      Preset.standard("original", "the uniform-to-normal tutorial after genadv1")
          .with(Keys.STEPS, 10_000)
          .with(Keys.BATCH, 200)
          .with(Keys.DISCRIMINATOR_STEPS, 2)
          .both(Keys.HIDDEN, List.of(6, 6))
          .both(Keys.ACTIVATION, Activation.TANH)
          .with(Keys.GENERATOR_OUTPUT, Activation.TANH)
          .with(Keys.GENERATOR_OUTPUT_SCALE, 5.0)
          .both(Keys.INITIALIZER, InitializerKind.NORMAL)
          .both(Keys.OPTIMIZER, OptimizerKind.MOMENTUM)
          .both(Keys.MOMENTUM, 0.6)
          .both(Keys.LEARNING_RATE, 0.01)
          .both(Keys.DECAY, DecayKind.STAIRCASE)
          .both(Keys.DECAY_RATE, 0.95)
          .both(Keys.DECAY_STEPS, 2500)
          .with(Keys.PRETRAIN_RANGE, 5.0)
          .with(Keys.NOISE, NoiseKind.UNIFORM)
          .with(Keys.NOISE_RANGE, 1.0)
          .with(Keys.NOISE_JITTER, 0.01)
          .with(Keys.NOISE_DIMENSION, 1)
          .with(Keys.DATA_MEAN, -1.0)
          .with(Keys.DATA_STANDARD_DEVIATION, 1.0)
          .build();

  @Override
  public String name() {
    return "normal";
  }

  @Override
  public String title() {
    return "uniform noise to a 1-D normal, multilayer perceptrons with momentum";
  }

  @Override
  public String source() {
    return "a tutorial derived from Jang, genadv_tutorial (2016)";
  }

  @Override
  public List<Preset> presets() {
    return List.of(ORIGINAL);
  }

  @Override
  public Gan gan(Settings settings) {
    return Gan.of(
        settings,
        Networks.generator(settings, settings.get(Keys.NOISE_DIMENSION), 1),
        Networks.discriminator(settings, 1),
        new GaussianData(settings.get(Keys.DATA_MEAN), settings.get(Keys.DATA_STANDARD_DEVIATION)));
  }
}
