// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

import java.util.List;

/**
 * Digits by the widely copied two-step DCGAN of Keras: D learns from one batch of real and
 * generated rows, then G learns through the frozen D.
 */
public final class KerasDcganRecipe implements Recipe {
  private static final Sheet SHEET = new Sheet(8, 16);

  private static final Preset ORIGINAL =
      ImageRecipes.convolutional("original", "keras-dcgan, 10 epochs of 60,000; data.path = MNIST")
          .with(Keys.STEPS, 4_680)
          .with(Keys.BATCH, 128)
          .both(Keys.DENSE, List.of(1024))
          .with(Keys.FILTERS.generator(), List.of(128, 64))
          .with(Keys.FILTERS.discriminator(), List.of(64, 128))
          .both(Keys.KERNEL, 5)
          .both(Keys.ACTIVATION, Activation.TANH)
          .both(Keys.INITIALIZER, InitializerKind.GLOROT_UNIFORM)
          .both(Keys.FILTER_INITIALIZER, InitializerKind.GLOROT_UNIFORM)
          .with(Keys.POOLING, PoolingKind.MAXIMUM)
          .with(Keys.PADDING, Padding.VALID)
          .with(Keys.NORM_EPSILON, 1e-3)
          .with(Keys.NORM_DECAY, 0.99)
          .with(Keys.NORM_INITIAL_DEVIATION, 0.0)
          .with(Keys.NORM_VARIANCE, NormVariance.CORRECTED)
          .with(Keys.NORM_STATISTICS, NormStatistics.MOVING)
          .with(Keys.PROBABILITY_FLOOR, 1e-7)
          .both(Keys.OPTIMIZER, OptimizerKind.NESTEROV)
          .both(Keys.LEARNING_RATE, 0.0005)
          .with(Keys.NOISE_DIMENSION, 100)
          .with(Keys.DATA_ROWS, 60_000)
          .with(Keys.DATA_ORDER, ImageOrder.FILE)
          .with(Keys.DATA_RANGE, ImageRange.MINUS_ONE_TO_ONE)
          .build();

  @Override
  public String name() {
    return "keras-dcgan";
  }

  @Override
  public String title() {
    return "digits: convolutions, one batch of real and generated rows for D";
  }

  @Override
  public String source() {
    return "keras-dcgan (2016), as it is widely copied";
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
    return ImageRecipes.convolutional(settings, SHEET, KerasDcganRecipe::discriminator);
  }

  private static Network discriminator(Settings settings, Shape image) {
    List<Layer> layers = ConvolutionalNetworks.halving(settings, image);
    int features = ConvolutionalNetworks.end(layers).columns();
    layers.add(Networks.end(settings, features));
    return new Network(layers);
  }
}
