// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

import java.util.ArrayList;
import java.util.List;

/** Builds the multilayer perceptrons that the settings of a recipe describe. */
public final class Networks {
  /** Of the batch norm of perceptrons: those of PyTorch, with the decay as 1 - momentum. */
  private static final double BATCH_EPSILON = 1e-5;

  private static final double BATCH_DECAY = 0.9;

  private Networks() {}

  /** G: hidden layers, then an output layer with its own activation and factor. */
  public static Network generator(Settings settings, int in, int out) {
    List<Layer> layers = generator(settings, in, out, settings.get(Keys.GENERATOR_OUTPUT));
    double factor = settings.get(Keys.GENERATOR_OUTPUT_SCALE);
    if (factor != 1) {
      layers.add(new Layer.Scale(Shape.columns(out), factor));
    }
    return new Network(layers);
  }

  /** G of images, whose range decides the activation of the output layer. */
  static Network imageGenerator(Settings settings, int in, int out) {
    List<Layer> layers = labelInput(settings, in);
    layers.addAll(
        generator(settings, width(layers, in), out, settings.get(Keys.DATA_RANGE).output()));
    return new Network(layers);
  }

  /** How G sees noise and a class; nothing where classes are not used. */
  static List<Layer> labelInput(Settings settings, int noise) {
    List<Layer> layers = new ArrayList<>();
    if (settings.get(Keys.LABELS) != LabelUse.NONE) {
      layers.add(
          switch (settings.get(Keys.LABEL_INPUT)) {
            case ONE_HOT -> new LabelPlanes(Shape.columns(noise), ImageData.CLASSES);
            case EMBEDDING ->
                new LabelProduct(noise, ImageData.CLASSES, InitializerKind.GLOROT_NORMAL, 1);
          });
    }
    return layers;
  }

  /** D of images, which may see their classes or tell them. */
  static Network imageDiscriminator(Settings settings, int columns) {
    boolean isAutoencoder = settings.get(Keys.LOSS) == LossKind.BEGAN;
    if (isAutoencoder && settings.get(Keys.LABELS) != LabelUse.NONE) {
      throw new IllegalArgumentException(
          "loss = began has a D that makes rows of rows, and would make classes; set "
              + Keys.LABELS.name()
              + " = none, or another loss");
    }
    List<Layer> layers = labelPlanes(settings, Shape.columns(columns));
    int in = width(layers, columns);
    layers.addAll(features(settings, in, settings.get(Keys.HIDDEN.discriminator())));
    if (isAutoencoder) {
      return autoencoder(settings, layers, in);
    }
    layers.add(end(settings, width(layers, in)));
    return new Network(layers);
  }

  /** How D sees an image and its class; nothing where it does not see classes. */
  static List<Layer> labelPlanes(Settings settings, Shape image) {
    List<Layer> layers = new ArrayList<>();
    if (settings.get(Keys.LABELS) == LabelUse.CONCATENATED) {
      layers.add(new LabelPlanes(image, ImageData.CLASSES));
    }
    return layers;
  }

  /** D's last layer: how real a row looks, and perhaps its class. */
  static Layer end(Settings settings, int features) {
    return settings.get(Keys.LABELS) == LabelUse.AUXILIARY
        ? weighted(
            settings,
            Player.DISCRIMINATOR,
            new Heads(
                features,
                List.of(1, ImageData.CLASSES),
                settings.get(Keys.INITIALIZER.discriminator()),
                settings.get(Keys.INITIAL_SCALE.discriminator())))
        : dense(settings, Player.DISCRIMINATOR, features, 1, Activation.LINEAR);
  }

  private static List<Layer> generator(Settings settings, int in, int out, Activation activation) {
    List<Layer> layers =
        hidden(settings, Player.GENERATOR, in, settings.get(Keys.HIDDEN.generator()));
    layers.add(dense(settings, Player.GENERATOR, width(layers, in), out, activation));
    return layers;
  }

  /** D: hidden layers, perhaps minibatch discrimination, then one linear column. */
  public static Network discriminator(Settings settings, int in) {
    return discriminator(settings, in, settings.get(Keys.HIDDEN.discriminator()));
  }

  /**
   * D of a recipe in which minibatch discrimination stands in for the last hidden layer, so that
   * {@code true} and {@code only} have one less.
   */
  public static Network discriminatorWithStandIn(Settings settings, int in) {
    List<Integer> widths = settings.get(Keys.HIDDEN.discriminator());
    boolean standsIn = settings.get(Keys.MINIBATCH) != MinibatchMode.FALSE && !widths.isEmpty();
    return discriminator(settings, in, standsIn ? widths.subList(0, widths.size() - 1) : widths);
  }

  private static Network discriminator(Settings settings, int in, List<Integer> widths) {
    List<Layer> layers = features(settings, in, widths);
    if (settings.get(Keys.LOSS) == LossKind.BEGAN) {
      return autoencoder(settings, layers, in);
    }
    layers.add(dense(settings, Player.DISCRIMINATOR, width(layers, in), 1, Activation.LINEAR));
    return new Network(layers);
  }

  /** D that makes rows of what its hidden layers make of rows. */
  private static Network autoencoder(Settings settings, List<Layer> layers, int columns) {
    List<Layer> all = new ArrayList<>(layers);
    all.add(dense(settings, Player.DISCRIMINATOR, width(all, columns), columns, Activation.LINEAR));
    return new Network(all, settings.get(Keys.RECONSTRUCTION_ERROR));
  }

  /** D's hidden layers and perhaps minibatch discrimination. */
  static List<Layer> features(Settings settings, int in, List<Integer> widths) {
    List<Layer> layers = hidden(settings, Player.DISCRIMINATOR, in, widths);
    if (settings.get(Keys.MINIBATCH) == MinibatchMode.TRUE) {
      layers.add(
          new Layer.MinibatchDiscrimination(
              width(layers, in),
              settings.get(Keys.MINIBATCH_KERNELS),
              settings.get(Keys.MINIBATCH_DIMENSIONS),
              settings.get(Keys.MINIBATCH_SELF_DISTANCE),
              settings.get(Keys.MINIBATCH_INITIAL_SCALE)));
    }
    return layers;
  }

  private static List<Layer> hidden(
      Settings settings, Player player, int in, List<Integer> widths) {
    return hidden(settings, player, in, widths, settings.get(Keys.norm(player)));
  }

  /** Dense layers, each with its activation behind what normalises it. */
  static List<Layer> hidden(
      Settings settings, Player player, int in, List<Integer> widths, Norm norm) {
    Activation activation = settings.get(Keys.ACTIVATION.of(player));
    List<Layer> layers = new ArrayList<>();
    for (int width : widths) {
      int from = width(layers, in);
      Shape columns = Shape.columns(width);
      switch (norm) {
        case NONE, WEIGHT, SPECTRAL -> layers.add(dense(settings, player, from, width, activation));
        case BATCH, LAYER, INSTANCE -> {
          layers.add(dense(settings, player, from, width, Activation.LINEAR));
          layers.add(
              norm == Norm.BATCH
                  ? new BatchNorm(columns, BATCH_EPSILON, BATCH_DECAY, false, 0)
                  : new LayerNorm(width, norm == Norm.LAYER));
          layers.add(new Activate(columns, activation));
        }
      }
      switch (player) {
        case GENERATOR -> addDropout(settings, layers);
        case DISCRIMINATOR -> addNoise(settings, layers);
      }
    }
    return layers;
  }

  /** Dropout of what G's last layer makes, if there is to be any. */
  static void addDropout(Settings settings, List<Layer> layers) {
    double rate = settings.get(Keys.GENERATOR_DROPOUT);
    if (rate > 0) {
      layers.add(new Dropout(layers.get(layers.size() - 1).output(), rate, true));
    }
  }

  /** Noise on what D's last layer makes, if there is to be any. */
  static void addNoise(Settings settings, List<Layer> layers) {
    double deviation = settings.get(Keys.HIDDEN_NOISE);
    if (deviation > 0) {
      layers.add(new HiddenNoise(layers.get(layers.size() - 1).output(), deviation));
    }
  }

  static Layer dense(Settings settings, Player player, int in, int out, Activation activation) {
    return weighted(
        settings,
        player,
        new Layer.Dense(
            in,
            out,
            true,
            activation,
            settings.get(Keys.INITIALIZER.of(player)),
            settings.get(Keys.INITIAL_SCALE.of(player))));
  }

  /** A layer with its weights normalised, if the player's are. */
  static Layer weighted(Settings settings, Player player, Layer layer) {
    return switch (settings.get(Keys.norm(player))) {
      case NONE, BATCH, LAYER, INSTANCE -> layer;
      case WEIGHT -> new NormalizedWeights(layer, NormalizedWeights.Kind.WEIGHT);
      case SPECTRAL -> new NormalizedWeights(layer, NormalizedWeights.Kind.SPECTRAL);
    };
  }

  static int width(List<Layer> layers, int in) {
    return layers.isEmpty() ? in : layers.get(layers.size() - 1).out();
  }
}
