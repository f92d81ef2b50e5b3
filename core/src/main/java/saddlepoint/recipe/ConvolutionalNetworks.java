// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

import java.util.List;
import java.util.Locale;

/** Builds the convolutional players that the settings of a recipe of images describe. */
final class ConvolutionalNetworks {
  private static final int TWICE = 2;

  private ConvolutionalNetworks() {}

  /**
   * G: dense layers, a small image with batch norm, and for each number of filters a convolution of
   * the image with each pixel repeated.
   */
  static Network upsampling(Settings settings, Shape image) {
    List<Integer> filters = settings.get(Keys.FILTERS.generator());
    Activation activation = settings.get(Keys.ACTIVATION.generator());
    Shape small = smallest(image, filters);
    int noise = settings.get(Keys.NOISE_DIMENSION);
    List<Layer> layers = Networks.labelInput(settings, noise);
    int in = Networks.width(layers, noise);
    layers.addAll(
        Networks.hidden(
            settings, Player.GENERATOR, in, settings.get(Keys.DENSE.generator()), Norm.NONE));
    int width = Networks.width(layers, in);
    layers.add(
        Networks.dense(settings, Player.GENERATOR, width, small.columns(), Activation.LINEAR));
    addNorm(settings, layers);
    layers.add(new Activate(end(layers), activation));
    Networks.addDropout(settings, layers);
    layers.add(new Reshape(end(layers), small));
    for (int channels : filters.subList(1, filters.size())) {
      layers.add(upsampled(settings, end(layers), channels));
      layers.add(new Activate(end(layers), activation));
      Networks.addDropout(settings, layers);
    }
    layers.add(upsampled(settings, end(layers), image.channels()));
    layers.add(new Activate(end(layers), settings.get(Keys.DATA_RANGE).output()));
    layers.add(new Reshape(image, Shape.columns(image.columns())));
    return new Network(layers);
  }

  private static Shape smallest(Shape image, List<Integer> filters) {
    int times = 1 << Math.min(filters.size(), Integer.SIZE - 2);
    if (image.height() % times != 0 || image.width() % times != 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s = %s doubles the sides of G's first image %d times, and %s has no such sides",
              Keys.FILTERS.generator().name(),
              filters,
              filters.size(),
              image.text()));
    }
    return new Shape(filters.get(0), image.height() / times, image.width() / times);
  }

  private static Layer upsampled(Settings settings, Shape in, int channels) {
    return Convolution.upsampled(
        in,
        TWICE,
        settings.get(Keys.KERNEL.generator()),
        channels,
        settings.get(Keys.FILTER_INITIALIZER.generator()),
        settings.get(Keys.FILTER_INITIAL_SCALE.generator()));
  }

  /** What normalises what G's last layer makes, if anything does. */
  static void addNorm(Settings settings, List<Layer> layers) {
    switch (settings.get(Keys.GENERATOR_NORM)) {
      case NONE -> {}
      case BATCH ->
          layers.add(
              new BatchNorm(
                  end(layers),
                  settings.get(Keys.NORM_EPSILON),
                  settings.get(Keys.NORM_DECAY),
                  settings.get(Keys.NORM_VARIANCE) == NormVariance.CORRECTED,
                  settings.get(Keys.NORM_INITIAL_DEVIATION)));
      case LAYER, INSTANCE -> addLayerNorm(settings, Player.GENERATOR, layers);
      case WEIGHT, SPECTRAL -> throw new IllegalStateException("no G of images has this norm");
    }
  }

  /** What normalises what D's last layer makes, if anything does. */
  static void addNormOfDiscriminator(Settings settings, List<Layer> layers) {
    switch (settings.get(Keys.DISCRIMINATOR_NORM)) {
      case NONE, WEIGHT, SPECTRAL -> {}
      case LAYER, INSTANCE -> addLayerNorm(settings, Player.DISCRIMINATOR, layers);
      case BATCH -> throw new IllegalStateException("no D of images has batch norm");
    }
  }

  private static void addLayerNorm(Settings settings, Player player, List<Layer> layers) {
    boolean learns = settings.get(Keys.norm(player)) == Norm.LAYER;
    layers.add(new LayerNorm(end(layers), learns));
  }

  /**
   * D up to its last layer: for each number of filters a convolution that halves the sides, then
   * dense layers and perhaps minibatch discrimination.
   */
  static List<Layer> halving(Settings settings, Shape image) {
    List<Layer> layers = seen(settings, image);
    int first = layers.size();
    for (int channels : settings.get(Keys.FILTERS.discriminator())) {
      boolean isPadded = layers.size() == first || settings.get(Keys.PADDING) == Padding.SAME;
      addConvolution(settings, layers, channels, isPadded);
      addNormOfDiscriminator(settings, layers);
      layers.add(new Activate(end(layers), settings.get(Keys.ACTIVATION.discriminator())));
      addPooling(settings, layers);
      Networks.addNoise(settings, layers);
      addDropout(settings, layers);
    }
    int features = end(layers).columns();
    layers.add(new Reshape(end(layers), Shape.columns(features)));
    layers.addAll(Networks.features(settings, features, settings.get(Keys.DENSE.discriminator())));
    return layers;
  }

  /** How D sees an image, and its class if it does. */
  static List<Layer> seen(Settings settings, Shape image) {
    List<Layer> layers = Networks.labelPlanes(settings, image);
    if (layers.isEmpty()) {
      layers.add(new Reshape(Shape.columns(image.columns()), image));
    }
    return layers;
  }

  private static void addConvolution(
      Settings settings, List<Layer> layers, int channels, boolean isPadded) {
    Shape in = end(layers);
    int kernel = settings.get(Keys.KERNEL.discriminator());
    int stride = settings.get(Keys.POOLING) == PoolingKind.STRIDE ? TWICE : 1;
    if (!isPadded && Math.min(in.height(), in.width()) < kernel) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s = %d is larger than the image of %s that it must stay in",
              Keys.KERNEL.discriminator().name(),
              kernel,
              in.text()));
    }
    layers.add(
        Networks.weighted(
            settings,
            Player.DISCRIMINATOR,
            Convolution.of(
                in,
                isPadded ? Windows.same(in, kernel, stride) : Windows.valid(in, kernel, stride),
                channels,
                settings.get(Keys.FILTER_INITIALIZER.discriminator()),
                settings.get(Keys.FILTER_INITIAL_SCALE.discriminator()))));
  }

  private static void addPooling(Settings settings, List<Layer> layers) {
    PoolingKind kind = settings.get(Keys.POOLING);
    Shape in = end(layers);
    if (kind == PoolingKind.STRIDE) {
      return;
    }
    if (Math.min(in.height(), in.width()) < TWICE) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s = %s halves the sides of images once too often: %s is left",
              Keys.FILTERS.discriminator().name(),
              settings.get(Keys.FILTERS.discriminator()),
              in.text()));
    }
    layers.add(new Pooling(in, TWICE, kind));
  }

  /** Dropout of what the last layer makes, if there is to be any. */
  static void addDropout(Settings settings, List<Layer> layers) {
    double rate = settings.get(Keys.DROPOUT);
    if (rate > 0) {
      layers.add(new Dropout(end(layers), rate));
    }
  }

  /** What the last layer makes. */
  static Shape end(List<Layer> layers) {
    return layers.get(layers.size() - 1).output();
  }
}
