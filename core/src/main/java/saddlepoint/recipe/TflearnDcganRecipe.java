// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

import java.util.List;

/**
 * Digits by the convolutional players of tflearn's demo: G makes an image of 7 x 7 larger twice, D
 * halves images twice and ends in a softmax of two classes.
 */
public final class TflearnDcganRecipe implements Recipe {
  private static final Sheet SHEET = new Sheet(4, 10);
  private static final int CLASSES = 2;

  private static final Preset ORIGINAL =
      ImageRecipes.convolutional(
              "original", "tflearn examples/images/dcgan.py, 10 epochs; data.path = MNIST")
          .with(Keys.STEPS, 8_600)
          .with(Keys.BATCH, 64)
          .with(Keys.DENSE.generator(), List.of())
          .with(Keys.DENSE.discriminator(), List.of(1024))
          .with(Keys.FILTERS.generator(), List.of(128, 64))
          .with(Keys.FILTERS.discriminator(), List.of(64, 128))
          .both(Keys.KERNEL, 5)
          .both(Keys.ACTIVATION, Activation.TANH)
          .both(Keys.INITIALIZER, InitializerKind.TRUNCATED_NORMAL)
          .both(Keys.INITIAL_SCALE, 0.02)
          .both(Keys.FILTER_INITIALIZER, InitializerKind.UNIFORM_SCALING)
          .with(Keys.POOLING, PoolingKind.AVERAGE)
          .with(Keys.NORM_EPSILON, 1e-5)
          .with(Keys.NORM_DECAY, 0.9)
          .with(Keys.NORM_INITIAL_DEVIATION, 0.002)
          .with(Keys.NORM_VARIANCE, NormVariance.BIASED)
          .with(Keys.NORM_STATISTICS, NormStatistics.BATCH)
          .with(Keys.PROBABILITY_FLOOR, 1e-10)
          .both(Keys.OPTIMIZER, OptimizerKind.ADAM)
          .both(Keys.LEARNING_RATE, 0.001)
          .both(Keys.GRADIENT_CLIP, 5.0)
          .with(Keys.NOISE_DIMENSION, 200)
          .with(Keys.NOISE_POOL, NoisePool.OWN)
          .build();

  @Override
  public String name() {
    return "tflearn-dcgan";
  }

  @Override
  public String title() {
    return "digits: convolutions on fixed pools of noise, D first";
  }

  @Override
  public String source() {
    return "tflearn, examples/images/dcgan.py (2017)";
  }

  @Override
  public List<Preset> presets() {
    return List.of(ORIGINAL);
  }

  @Override
  public int logEvery() {
    return 20;
  }

  @Override
  public Gan gan(Settings settings) {
    return ImageRecipes.convolutional(settings, SHEET, TflearnDcganRecipe::discriminator);
  }

  private static Network discriminator(Settings settings, Shape image) {
    List<Layer> layers = ConvolutionalNetworks.halving(settings, image);
    int features = ConvolutionalNetworks.end(layers).columns();
    if (settings.get(Keys.LABELS) == LabelUse.AUXILIARY) {
      layers.add(Networks.end(settings, features));
    } else {
      layers.add(
          Networks.dense(settings, Player.DISCRIMINATOR, features, CLASSES, Activation.LINEAR));
      layers.add(new ClassMargin());
    }
    return new Network(layers);
  }
}
