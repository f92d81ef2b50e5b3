// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

import java.util.function.BiFunction;
import saddlepoint.data.ImageFolder;

/** What the recipes of images have in common. */
final class ImageRecipes {
  private ImageRecipes() {}

  /**
   * Starts from the usual constants, noise uniform on [-1, 1), and the last 55,000 training images,
   * which TensorFlow's reader of MNIST keeps.
   */
  static Preset.Builder standard(String name, String meaning) {
    return Preset.standard(name, meaning)
        .with(Keys.EPOCHS, 0)
        .with(Keys.NOISE, NoiseKind.UNIFORM)
        .with(Keys.NOISE_RANGE, 1.0)
        .with(Keys.NOISE_JITTER, 0.01)
        .with(Keys.NOISE_POOL, NoisePool.FRESH)
        .with(Keys.DATA_PATH, ImageFolder.DIGITS)
        .with(Keys.DATA_ROWS, 55_000)
        .with(Keys.DATA_ORDER, ImageOrder.SHUFFLED)
        .with(Keys.DATA_RANGE, ImageRange.ZERO_TO_ONE)
        .with(Keys.DATA_SHRINK, 1)
        .with(Keys.LABELS, LabelUse.NONE)
        .with(Keys.LABEL_INPUT, LabelInput.ONE_HOT)
        .with(Keys.AUXILIARY_WEIGHT, 1.0)
        .with(Keys.AUXILIARY_FAKE_WEIGHT, 0.0)
        .with(Keys.GENERATOR_AUXILIARY_WEIGHT, 1.0)
        .without(Keys.GENERATOR_OUTPUT, Keys.GENERATOR_OUTPUT_SCALE);
  }

  /** The same for convolutional players with batch norm in G, by merged batches for D. */
  static Preset.Builder convolutional(String name, String meaning) {
    return standard(name, meaning)
        .withoutAutoencoder()
        .both(Keys.FILTER_INITIAL_SCALE, 0.02)
        .with(Keys.PADDING, Padding.SAME)
        .with(Keys.DROPOUT, 0.0)
        .with(Keys.GENERATOR_NORM, Norm.BATCH)
        .only(Keys.GENERATOR_NORM, Norm.NONE, Norm.BATCH, Norm.LAYER, Norm.INSTANCE)
        .only(
            Keys.DISCRIMINATOR_NORM,
            Norm.NONE,
            Norm.LAYER,
            Norm.INSTANCE,
            Norm.WEIGHT,
            Norm.SPECTRAL)
        .with(Keys.DISCRIMINATOR_BATCHES, BatchKind.MERGED);
  }

  /** Convolutional players of images, G by repeated pixels. */
  static Gan convolutional(
      Settings settings, Sheet sheet, BiFunction<Settings, Shape, Network> discriminator) {
    ImageData data = ImageData.of(settings, sheet);
    return Gan.of(
        settings,
        ConvolutionalNetworks.upsampling(settings, data.shape()),
        discriminator.apply(settings, data.shape()),
        data,
        data,
        data.evaluationSamples());
  }

  /** Multilayer perceptrons of images. */
  static Gan perceptrons(Settings settings, Sheet sheet) {
    ImageData data = ImageData.of(settings, sheet);
    return Gan.of(
        settings,
        Networks.imageGenerator(settings, settings.get(Keys.NOISE_DIMENSION), data.columns()),
        Networks.imageDiscriminator(settings, data.columns()),
        data,
        data,
        data.evaluationSamples());
  }
}
