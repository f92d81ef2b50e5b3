// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

import java.util.List;

/** Normal noise to one of several laws on the line: small perceptrons with Adam. */
public final class LineRecipe implements Recipe {
  private static final Preset ORIGINAL =
      Preset.standard("original", "both players 1-16-16-1 relu with Adam, for data of several laws")
          .with(Keys.STEPS, 3000)
          .with(Keys.BATCH, 64)
          .both(Keys.HIDDEN, List.of(16, 16))
          .both(Keys.ACTIVATION, Activation.RELU)
          .both(Keys.INITIALIZER, InitializerKind.TORCH)
          .both(Keys.OPTIMIZER, OptimizerKind.ADAM)
          .both(Keys.LEARNING_RATE, 0.002)
          .both(Keys.BETA1, 0.5)
          .with(Keys.PRETRAIN_RANGE, 5.0)
          .with(Keys.NOISE, NoiseKind.NORMAL)
          .with(Keys.NOISE_RANGE, 1.0)
          .with(Keys.NOISE_JITTER, 0.01)
          .with(Keys.NOISE_DIMENSION, 1)
          .with(Keys.DATA_LAW, DataLaw.NORMAL)
          .with(Keys.DATA_LOCATION, 2.0)
          .with(Keys.DATA_SCALE, 0.5)
          .with(Keys.DATA_SPREAD, 1.5)
          .with(Keys.DATA_WEIGHTS, ModeWeights.EQUAL)
          .build();

  @Override
  public String name() {
    return "line";
  }

  @Override
  public String title() {
    return "normal noise to a normal, Laplace, Cauchy or bimodal law on the line";
  }

  @Override
  public String source() {
    return "this product's, after the 1-D GANs of gan-intro and its kin";
  }

  @Override
  public List<Preset> presets() {
    return List.of(ORIGINAL);
  }

  @Override
  public Gan gan(Settings settings) {
    DataLaw.Shape shape =
        new DataLaw.Shape(
            settings.get(Keys.DATA_LOCATION),
            settings.get(Keys.DATA_SCALE),
            settings.get(Keys.DATA_SPREAD),
            settings.get(Keys.DATA_WEIGHTS));
    return Gan.of(
        settings,
        Networks.generator(settings, settings.get(Keys.NOISE_DIMENSION), 1),
        Networks.discriminator(settings, 1),
        new LineData(settings.get(Keys.DATA_LAW), shape));
  }
}
