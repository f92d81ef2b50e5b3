// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

import java.util.List;

/**
 * The 1-D Gaussian GAN with optional minibatch discrimination: G 1-h-1 softplus, D 1-2h-2h-2h-1
 * tanh, D first fitted to the data's density.
 */
public final class GaussianRecipe implements Recipe {
  private static final Preset ORIGINAL =
      Preset.standard("original", "AYLIEN gan-intro, first commit (2016-08-24)")
          .with(Keys.STEPS, 1200)
          .with(Keys.BATCH, 12)
          .with(Keys.HIDDEN.generator(), List.of(4))
          .with(Keys.HIDDEN.discriminator(), List.of(8, 8, 8))
          .with(Keys.ACTIVATION.generator(), Activation.SOFTPLUS)
          .with(Keys.ACTIVATION.discriminator(), Activation.TANH)
          .both(Keys.INITIALIZER, InitializerKind.NORMAL)
          .both(Keys.OPTIMIZER, OptimizerKind.SGD)
          .both(Keys.LEARNING_RATE, 0.005)
          .both(Keys.DECAY, DecayKind.STAIRCASE)
          .both(Keys.DECAY_RATE, 0.95)
          .both(Keys.DECAY_STEPS, 150)
          .only(Keys.MINIBATCH, MinibatchMode.values())
          .with(Keys.PRETRAIN, PretrainMode.D)
          .with(Keys.PRETRAIN_RANGE, 5.0)
          .with(Keys.NOISE, NoiseKind.LINSPACE)
          // A sphere has two columns or more.
          .only(Keys.NOISE, NoiseKind.UNIFORM, NoiseKind.NORMAL, NoiseKind.LINSPACE)
          .with(Keys.NOISE_RANGE, 8.0)
          .with(Keys.NOISE_JITTER, 0.01)
          .with(Keys.NOISE_DIMENSION, 1)
          .fixed(Keys.NOISE_DIMENSION)
          .with(Keys.DATA_MEAN, 4.0)
          .with(Keys.DATA_STANDARD_DEVIATION, 0.5)
          .build();

  private static final Preset DECEMBER_2016 =
      ORIGINAL
          .derive(
              "aylien-2016-12",
              "gan-intro of 2016-12-22 without minibatch: learning rate .03, no self distance")
          .both(Keys.LEARNING_RATE, 0.03)
          .with(Keys.MINIBATCH_SELF_DISTANCE, 0.0)
          .build();

  private static final Preset DECEMBER_2016_MINIBATCH =
      DECEMBER_2016
          .derive(
              "aylien-2016-12-minibatch",
              "gan-intro of 2016-12-22 with minibatch, which kept the learning rate .005")
          .both(Keys.LEARNING_RATE, 0.005)
          .with(Keys.MINIBATCH, MinibatchMode.TRUE)
          .build();

  private static final Preset YEAR_2017 =
      ORIGINAL
          .derive("aylien-2017", "gan-intro at its last commit (2017): relu, Adam, no pre-training")
          .with(Keys.STEPS, 5001)
          .with(Keys.BATCH, 8)
          .with(Keys.ACTIVATION.discriminator(), Activation.RELU)
          .both(Keys.OPTIMIZER, OptimizerKind.ADAM)
          .both(Keys.LEARNING_RATE, 0.001)
          .both(Keys.DECAY, DecayKind.NONE)
          .with(Keys.PROBABILITY_FLOOR, 1e-5)
          .with(Keys.PRETRAIN, PretrainMode.NONE)
          .with(Keys.MINIBATCH_SELF_DISTANCE, 0.0)
          .build();

  private static final Preset JANG =
      ORIGINAL
          .derive("jang", "Jang's genadv1 notebook (2016): N(-1, 1), tanh everywhere, clamped D")
          .with(Keys.STEPS, 10_000)
          .with(Keys.BATCH, 200)
          .both(Keys.HIDDEN, List.of(6, 5))
          .both(Keys.ACTIVATION, Activation.TANH)
          .with(Keys.GENERATOR_OUTPUT, Activation.TANH)
          .with(Keys.GENERATOR_OUTPUT_SCALE, 5.0)
          .with(Keys.DISCRIMINATOR_OUTPUT, OutputKind.CLAMPED_TANH)
          .with(Keys.CLAMP, 0.01)
          .both(Keys.OPTIMIZER, OptimizerKind.MOMENTUM)
          .both(Keys.MOMENTUM, 0.6)
          .both(Keys.LEARNING_RATE, 0.001)
          .both(Keys.DECAY_STEPS, 2500)
          .with(Keys.NOISE_RANGE, 5.0)
          .with(Keys.DATA_MEAN, -1.0)
          .with(Keys.DATA_STANDARD_DEVIATION, 1.0)
          .build();

  @Override
  public String name() {
    return "gaussian";
  }

  @Override
  public String title() {
    return "1-D Gaussian with optional minibatch discrimination and D pre-training";
  }

  @Override
  public String source() {
    return "AYLIEN, gan-intro (2016), after Jang, genadv_tutorial (2016)";
  }

  @Override
  public List<Preset> presets() {
    return List.of(ORIGINAL, DECEMBER_2016, DECEMBER_2016_MINIBATCH, YEAR_2017, JANG);
  }

  @Override
  public int logEvery() {
    return 10;
  }

  @Override
  public Gan gan(Settings settings) {
    return Gan.of(
        settings,
        Networks.generator(settings, 1, 1),
        Networks.discriminatorWithStandIn(settings, 1),
        new GaussianData(settings.get(Keys.DATA_MEAN), settings.get(Keys.DATA_STANDARD_DEVIATION)));
  }
}
