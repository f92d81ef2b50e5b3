// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Digits by classes: the AC-GAN of Keras's examples. G multiplies noise by a row for the class and
 * makes a small image larger by transposed convolutions; D tells how real an image is and its
 * class.
 */
public final class AcganRecipe implements Recipe {
  private static final Sheet SHEET = new Sheet(40, 2 * ImageData.CLASSES + 1, true);
  private static final int TWICE = 2;

  private static final Preset ORIGINAL =
      ImageRecipes.standard(
              "original", "keras examples/mnist_acgan.py, 100 epochs; data.path = MNIST")
          .withoutAutoencoder()
          .with(Keys.STEPS, 60_000)
          .with(Keys.BATCH, 100)
          .with(Keys.GENERATOR_BATCHES, 2)
          .with(Keys.FILTERS.generator(), List.of(384, 192, 96))
          .with(Keys.FILTERS.discriminator(), List.of(32, 64, 128, 256))
          .with(Keys.KERNEL.generator(), 5)
          .with(Keys.KERNEL.discriminator(), 3)
          .with(Keys.ACTIVATION.generator(), Activation.RELU)
          .with(Keys.ACTIVATION.discriminator(), Activation.LEAKY_RELU)
          .both(Keys.INITIALIZER, InitializerKind.GLOROT_UNIFORM)
          .with(Keys.FILTER_INITIALIZER.generator(), InitializerKind.GLOROT_NORMAL)
          .with(Keys.FILTER_INITIALIZER.discriminator(), InitializerKind.GLOROT_UNIFORM)
          .both(Keys.FILTER_INITIAL_SCALE, 0.02)
          .with(Keys.DROPOUT, 0.3)
          .with(Keys.GENERATOR_NORM, Norm.BATCH)
          .only(Keys.GENERATOR_NORM, Norm.NONE, Norm.BATCH, Norm.LAYER, Norm.INSTANCE)
          .only(
              Keys.DISCRIMINATOR_NORM,
              Norm.NONE,
              Norm.LAYER,
              Norm.INSTANCE,
              Norm.WEIGHT,
              Norm.SPECTRAL)
          .with(Keys.NORM_EPSILON, 1e-3)
          .with(Keys.NORM_DECAY, 0.99)
          .with(Keys.NORM_INITIAL_DEVIATION, 0.0)
          .with(Keys.NORM_VARIANCE, NormVariance.CORRECTED)
          .with(Keys.NORM_STATISTICS, NormStatistics.MOVING)
          .with(Keys.DISCRIMINATOR_BATCHES, BatchKind.MERGED)
          .with(Keys.REAL_LABEL, 0.95)
          .with(Keys.GENERATOR_LABEL, 0.95)
          .with(Keys.PROBABILITY_FLOOR, 1e-7)
          .both(Keys.OPTIMIZER, OptimizerKind.ADAM)
          .both(Keys.LEARNING_RATE, 0.0002)
          .both(Keys.BETA1, 0.5)
          .both(Keys.EPSILON, 1e-7)
          .with(Keys.NOISE_DIMENSION, 100)
          .with(Keys.LABELS, LabelUse.AUXILIARY)
          .with(Keys.LABEL_INPUT, LabelInput.EMBEDDING)
          .with(Keys.AUXILIARY_WEIGHT, 2.0)
          .with(Keys.DATA_ROWS, 60_000)
          .with(Keys.DATA_ORDER, ImageOrder.FILE)
          .with(Keys.DATA_RANGE, ImageRange.MINUS_ONE_TO_ONE)
          .without(
              Keys.REPLAY,
              Keys.REPLAY_SIZE,
              Keys.MINIBATCH,
              Keys.MINIBATCH_KERNELS,
              Keys.MINIBATCH_DIMENSIONS,
              Keys.MINIBATCH_SELF_DISTANCE,
              Keys.MINIBATCH_INITIAL_SCALE)
          .fixed(Keys.TRAINING, Keys.WORKERS, Keys.AVERAGING_FREQUENCY)
          .build();

  @Override
  public String name() {
    return "acgan";
  }

  @Override
  public String title() {
    return "digits by classes: transposed convolutions, and a D that tells the class";
  }

  @Override
  public String source() {
    return "Keras 2.1, examples/mnist_acgan.py (2018)";
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
    ImageData data = ImageData.of(settings, SHEET);
    return Gan.of(
        settings,
        generator(settings, data.shape()),
        discriminator(settings, data.shape()),
        data,
        data,
        data.evaluationSamples());
  }

  private static Network generator(Settings settings, Shape image) {
    List<Integer> filters = settings.get(Keys.FILTERS.generator());
    int kernel = settings.get(Keys.KERNEL.generator());
    Shape small = smallest(image, filters, kernel);
    int noise = settings.get(Keys.NOISE_DIMENSION);
    List<Layer> layers = Networks.labelInput(settings, noise);
    layers.add(
        Networks.dense(
            settings,
            Player.GENERATOR,
            Networks.width(layers, noise),
            small.columns(),
            settings.get(Keys.ACTIVATION.generator())));
    Networks.addDropout(settings, layers);
    layers.add(new Reshape(Shape.columns(small.columns()), small));
    for (int index = 1; index < filters.size(); index++) {
      layers.add(enlarged(settings, layers, index == 1 ? 1 : TWICE, filters.get(index)));
      Shape made = ConvolutionalNetworks.end(layers);
      layers.add(new Activate(made, settings.get(Keys.ACTIVATION.generator())));
      ConvolutionalNetworks.addNorm(settings, layers);
      Networks.addDropout(settings, layers);
    }
    layers.add(enlarged(settings, layers, filters.size() == 1 ? 1 : TWICE, image.channels()));
    layers.add(new Activate(image, settings.get(Keys.DATA_RANGE).output()));
    layers.add(new Reshape(image, Shape.columns(image.columns())));
    return new Network(layers);
  }

  /** The first of the layers that make images larger does so by its kernel, the others twice. */
  private static Layer enlarged(Settings settings, List<Layer> layers, int stride, int channels) {
    Shape in = ConvolutionalNetworks.end(layers);
    int kernel = settings.get(Keys.KERNEL.generator());
    InitializerKind kind = settings.get(Keys.FILTER_INITIALIZER.generator());
    double scale = settings.get(Keys.FILTER_INITIAL_SCALE.generator());
    return stride == 1
        ? TransposedConvolution.valid(in, kernel, channels, kind, scale)
        : TransposedConvolution.same(in, kernel, stride, channels, kind, scale);
  }

  private static Shape smallest(Shape image, List<Integer> filters, int kernel) {
    int times = 1 << Math.min(filters.size() - 1, Integer.SIZE - TWICE);
    int height = image.height() / times - kernel + 1;
    int width = image.width() / times - kernel + 1;
    if (image.height() % times != 0 || image.width() % times != 0 || height < 1 || width < 1) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s = %s doubles sides %d times after a kernel of %d has made them larger by %d, and"
                  + " %s is made of no such image",
              Keys.FILTERS.generator().name(),
              filters,
              filters.size() - 1,
              kernel,
              kernel - 1,
              image.text()));
    }
    return new Shape(filters.get(0), height, width);
  }

  /** Every other convolution halves the sides, the first among them. */
  private static Network discriminator(Settings settings, Shape image) {
    List<Layer> layers = new ArrayList<>(ConvolutionalNetworks.seen(settings, image));
    List<Integer> filters = settings.get(Keys.FILTERS.discriminator());
    for (int index = 0; index < filters.size(); index++) {
      Shape in = ConvolutionalNetworks.end(layers);
      int stride = index % TWICE == 0 ? TWICE : 1;
      layers.add(
          Networks.weighted(
              settings,
              Player.DISCRIMINATOR,
              Convolution.of(
                  in,
                  Windows.same(in, settings.get(Keys.KERNEL.discriminator()), stride),
                  filters.get(index),
                  settings.get(Keys.FILTER_INITIALIZER.discriminator()),
                  settings.get(Keys.FILTER_INITIAL_SCALE.discriminator()))));
      ConvolutionalNetworks.addNormOfDiscriminator(settings, layers);
      Shape made = ConvolutionalNetworks.end(layers);
      layers.add(new Activate(made, settings.get(Keys.ACTIVATION.discriminator())));
      Networks.addNoise(settings, layers);
      ConvolutionalNetworks.addDropout(settings, layers);
    }
    Shape made = ConvolutionalNetworks.end(layers);
    layers.add(new Reshape(made, Shape.columns(made.columns())));
    layers.add(Networks.end(settings, made.columns()));
    return new Network(layers);
  }
}
