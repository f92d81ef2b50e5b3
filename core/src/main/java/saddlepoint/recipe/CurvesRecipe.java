// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

import java.util.List;

/** The "art painting" GAN: parabolas a x^2 + (a - 1) of random curvature a in [1, 2]. */
public final class CurvesRecipe implements Recipe {
  static final Preset ORIGINAL =
      Preset.standard("original", "PyTorch-Tutorial 406_GAN, simultaneous updates")
          .with(Keys.STEPS, 10_000)
          .with(Keys.BATCH, 64)
          .with(Keys.LOSS, LossKind.MINIMAX)
          .with(Keys.UPDATE_ORDER, UpdateOrder.SIMULTANEOUS)
          .both(Keys.HIDDEN, List.of(128))
          .both(Keys.ACTIVATION, Activation.RELU)
          .both(Keys.INITIALIZER, InitializerKind.TORCH)
          .both(Keys.OPTIMIZER, OptimizerKind.ADAM)
          .both(Keys.LEARNING_RATE, 0.0001)
          .with(Keys.NOISE, NoiseKind.NORMAL)
          .with(Keys.NOISE_RANGE, 1.0)
          .with(Keys.NOISE_JITTER, 0.01)
          .with(Keys.NOISE_DIMENSION, 5)
          .with(Keys.DATA_LOW, 1.0)
          .with(Keys.DATA_WIDTH, 1.0)
          .with(Keys.DATA_POINTS, 15)
          .build();

  private static final Preset PYTORCH =
      ORIGINAL
          .derive("pytorch", "PyTorch-Tutorial 406_GAN as its text lists it: D, then G through it")
          .with(Keys.UPDATE_ORDER, UpdateOrder.D_THEN_G)
          .build();

  private static final Preset TENSORFLOW =
      ORIGINAL
          .derive("tensorflow", "Tensorflow-Tutorial 406_GAN: Glorot uniform weights, 5000 steps")
          .both(Keys.INITIALIZER, InitializerKind.GLOROT_UNIFORM)
          .with(Keys.STEPS, 5000)
          .build();

  @Override
  public String name() {
    return "curves";
  }

  @Override
  public String title() {
    return "paintings: 15 points of a parabola of random curvature";
  }

  @Override
  public String source() {
    return "MorvanZhou, PyTorch-Tutorial and Tensorflow-Tutorial, 406_GAN";
  }

  @Override
  public List<Preset> presets() {
    return List.of(ORIGINAL, PYTORCH, TENSORFLOW);
  }

  @Override
  public Gan gan(Settings settings) {
    return gan(settings, false);
  }

  static Gan gan(Settings settings, boolean labelled) {
    int label = labelled ? 1 : 0;
    int points = settings.get(Keys.DATA_POINTS);
    return Gan.of(
        settings,
        Networks.generator(settings, settings.get(Keys.NOISE_DIMENSION) + label, points),
        Networks.discriminator(settings, points + label),
        new CurveData(
            points, settings.get(Keys.DATA_LOW), settings.get(Keys.DATA_WIDTH), labelled));
  }
}
