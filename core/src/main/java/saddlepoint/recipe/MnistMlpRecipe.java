// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

import java.util.List;
import saddlepoint.data.ImageFolder;

/** Digits by multilayer perceptrons: G 100-128-784, D 784-128-1, Adam, no tricks. */
public final class MnistMlpRecipe implements Recipe {
  private static final Sheet SHEET = new Sheet(4, 4);

  private static final Preset ORIGINAL =
      Preset.standard(
              "original", "generative-models GAN/vanilla_gan, 20,000 steps; data.path = MNIST")
          .with(Keys.STEPS, 20_000)
          .with(Keys.EPOCHS, 0)
          .with(Keys.BATCH, 128)
          .both(Keys.HIDDEN, List.of(128))
          .both(Keys.ACTIVATION, Activation.RELU)
          .both(Keys.INITIALIZER, InitializerKind.HE_NORMAL)
          .both(Keys.OPTIMIZER, OptimizerKind.ADAM)
          .both(Keys.LEARNING_RATE, 0.001)
          .with(Keys.NOISE, NoiseKind.UNIFORM)
          .with(Keys.NOISE_RANGE, 1.0)
          .with(Keys.NOISE_JITTER, 0.01)
          .with(Keys.NOISE_DIMENSION, 100)
          .with(Keys.NOISE_POOL, NoisePool.FRESH)
          .with(Keys.DATA_PATH, ImageFolder.DIGITS)
          .with(Keys.DATA_ROWS, 55_000)
          .with(Keys.DATA_ORDER, ImageOrder.SHUFFLED)
          .with(Keys.DATA_RANGE, ImageRange.ZERO_TO_ONE)
          .with(Keys.DATA_SHRINK, 1)
          .without(Keys.GENERATOR_OUTPUT, Keys.GENERATOR_OUTPUT_SCALE)
          .build();

  @Override
  public String name() {
    return "mnist-mlp";
  }

  @Override
  public String title() {
    return "digits: multilayer perceptrons with one hidden layer";
  }

  @Override
  public String source() {
    return "Kristiadi, generative-models, GAN/vanilla_gan (2016)";
  }

  @Override
  public List<Preset> presets() {
    return List.of(ORIGINAL);
  }

  @Override
  public int logEvery() {
    return 100;
  }

  @Override
  public Gan gan(Settings settings) {
    return gan(settings, SHEET);
  }

  /** Multilayer perceptrons of images. */
  static Gan gan(Settings settings, Sheet sheet) {
    ImageData data = ImageData.of(settings, sheet);
    return Gan.of(
        settings,
        Networks.imageGenerator(settings, settings.get(Keys.NOISE_DIMENSION), data.columns()),
        Networks.discriminator(settings, data.columns()),
        data,
        data,
        data.evaluationSamples());
  }
}
