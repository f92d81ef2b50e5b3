// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;
import saddlepoint.random.Batches;
import saddlepoint.recipe.Activate;
import saddlepoint.recipe.Activation;
import saddlepoint.recipe.BatchNorm;
import saddlepoint.recipe.ClassMargin;
import saddlepoint.recipe.Convolution;
import saddlepoint.recipe.Dropout;
import saddlepoint.recipe.Heads;
import saddlepoint.recipe.HiddenNoise;
import saddlepoint.recipe.InitializerKind;
import saddlepoint.recipe.LabelPlanes;
import saddlepoint.recipe.LabelProduct;
import saddlepoint.recipe.Layer;
import saddlepoint.recipe.LayerNorm;
import saddlepoint.recipe.Loss;
import saddlepoint.recipe.LossKind;
import saddlepoint.recipe.Network;
import saddlepoint.recipe.NormalizedWeights;
import saddlepoint.recipe.OutputKind;
import saddlepoint.recipe.Pooling;
import saddlepoint.recipe.PoolingKind;
import saddlepoint.recipe.Reshape;
import saddlepoint.recipe.Shape;
import saddlepoint.recipe.TransposedConvolution;
import saddlepoint.recipe.Windows;

/** Every layer and every loss, for the tests that hold of all of them. */
public final class GameCase {
  static final int ROWS = 12;
  private static final double SCALE = 0.7;
  private static final double LOGIT_MEAN = 0.5;
  private static final double LOGIT_DEVIATION = 0.9;
  static final double CLAMP = 0.2;
  static final double FLOOR = 0.4;

  private GameCase() {}

  static Layer.Dense dense(int in, int out, Activation activation) {
    return new Layer.Dense(in, out, true, activation, InitializerKind.NORMAL, SCALE);
  }

  /** One network for each kind of layer in each of its forms. */
  public static Stream<Network> networks() {
    List<Network> networks = new ArrayList<>();
    for (Activation activation : Activation.values()) {
      networks.add(new Network(List.of(dense(3, 4, activation), dense(4, 1, activation))));
      networks.add(
          new Network(
              List.of(
                  new Layer.Dense(3, 2, false, activation, InitializerKind.NORMAL, SCALE),
                  dense(2, 3, Activation.LINEAR))));
    }
    for (double selfDistance : new double[] {0, 1}) {
      networks.add(
          new Network(
              List.of(
                  dense(2, 3, Activation.TANH),
                  new Layer.MinibatchDiscrimination(3, 4, 2, selfDistance, 0.3),
                  dense(7, 2, Activation.SOFTPLUS))));
    }
    networks.add(
        new Network(
            List.of(dense(3, 2, Activation.TANH), new Layer.Scale(Shape.columns(2), -2.5))));
    networks.add(
        new Network(
            List.of(new Layer.Scale(Shape.columns(3), 5), dense(3, 2, Activation.SIGMOID))));
    networks.addAll(imageNetworks());
    return networks.stream();
  }

  private static List<Network> imageNetworks() {
    Shape image = new Shape(2, 4, 5);
    Shape columns = Shape.columns(image.columns());
    List<Network> networks = new ArrayList<>();
    for (Activation activation : Activation.values()) {
      networks.add(
          new Network(
              List.of(
                  dense(3, image.columns(), Activation.LINEAR),
                  new Activate(columns, activation),
                  new Reshape(columns, image),
                  new Activate(image, activation))));
    }
    for (PoolingKind kind : List.of(PoolingKind.AVERAGE, PoolingKind.MAXIMUM)) {
      networks.add(
          new Network(List.of(convolution(image, 3, 1), new Pooling(new Shape(3, 4, 5), 2, kind))));
    }
    for (int stride : new int[] {1, 2, 3}) {
      Convolution same = convolution(image, 3, stride);
      networks.add(new Network(List.of(same, new Activate(same.output(), Activation.TANH))));
      Convolution valid =
          Convolution.of(
              image, Windows.valid(image, 2, stride), 2, InitializerKind.GLOROT_NORMAL, SCALE);
      networks.add(new Network(List.of(valid, new Activate(valid.output(), Activation.TANH))));
      networks.add(
          new Network(
              List.of(
                  TransposedConvolution.same(
                      image, 3, stride, 2, InitializerKind.UNIFORM_SCALING, SCALE))));
    }
    networks.add(
        new Network(
            List.of(TransposedConvolution.valid(image, 3, 3, InitializerKind.NORMAL, SCALE))));
    networks.add(
        new Network(
            List.of(Convolution.upsampled(image, 2, 3, 2, InitializerKind.GLOROT_UNIFORM, SCALE))));
    networks.add(
        new Network(
            List.of(
                dense(3, image.columns(), Activation.LINEAR),
                new Reshape(columns, image),
                new BatchNorm(image, 1e-3, 0.9, true, 0.3),
                new Activate(image, Activation.TANH))));
    networks.add(
        new Network(
            List.of(
                dense(3, 4, Activation.LINEAR),
                new Dropout(Shape.columns(4), 0.4),
                new HiddenNoise(Shape.columns(4), 0.5),
                new BatchNorm(Shape.columns(4), 1e-5, 0.99, false, 0),
                dense(4, 2, Activation.TANH))));
    networks.add(
        new Network(
            List.of(
                dense(3, 4, Activation.TANH),
                new HiddenNoise(Shape.columns(4), 0.3),
                dense(4, 2, Activation.TANH),
                new HiddenNoise(Shape.columns(2), 0.7),
                dense(2, 1, Activation.SOFTPLUS))));
    networks.add(
        new Network(
            List.of(
                new LabelPlanes(new Shape(1, 2, 2), 3),
                Convolution.of(
                    new Shape(4, 2, 2),
                    Windows.same(new Shape(4, 2, 2), 2, 1),
                    2,
                    InitializerKind.NORMAL,
                    SCALE))));
    networks.add(
        new Network(
            List.of(
                new LabelProduct(4, 3, InitializerKind.NORMAL, SCALE),
                dense(4, 2, Activation.TANH))));
    networks.add(
        new Network(
            List.of(
                dense(3, 4, Activation.TANH),
                new Heads(4, List.of(1, 3), InitializerKind.GLOROT_UNIFORM, SCALE))));
    networks.add(new Network(List.of(dense(3, 2, Activation.TANH), new ClassMargin())));
    networks.addAll(normalizedNetworks());
    return networks;
  }

  private static List<Network> normalizedNetworks() {
    Shape image = new Shape(2, 4, 5);
    List<Network> networks = new ArrayList<>();
    for (boolean learns : new boolean[] {false, true}) {
      networks.add(
          new Network(
              List.of(
                  dense(3, 5, Activation.LINEAR),
                  new LayerNorm(5, learns),
                  dense(5, 2, Activation.TANH))));
      Shape made = convolution(image, 3, 2).output();
      networks.add(
          new Network(
              List.of(
                  convolution(image, 3, 2),
                  new LayerNorm(made, learns),
                  new Activate(made, Activation.TANH))));
    }
    for (NormalizedWeights.Kind kind : NormalizedWeights.Kind.values()) {
      networks.add(
          new Network(
              List.of(
                  new NormalizedWeights(dense(3, 4, Activation.TANH), kind),
                  new NormalizedWeights(
                      new Heads(4, List.of(1, 2), InitializerKind.NORMAL, SCALE), kind))));
      networks.add(
          new Network(
              List.of(
                  new NormalizedWeights(convolution(image, 3, 2), kind),
                  new Activate(convolution(image, 3, 2).output(), Activation.TANH))));
      networks.add(
          new Network(
              List.of(
                  new NormalizedWeights(
                      TransposedConvolution.same(image, 3, 2, 2, InitializerKind.NORMAL, SCALE),
                      kind))));
      networks.add(
          new Network(
              List.of(
                  new NormalizedWeights(
                      Convolution.upsampled(image, 2, 3, 2, InitializerKind.NORMAL, SCALE),
                      kind))));
    }
    return networks;
  }

  /**
   * Those that do not couple rows, and stacks of layers whose ways back work in place, or have a
   * second derivative behind them.
   */
  public static Stream<Network> networksOfSeparateRows() {
    return Stream.concat(networks(), Stream.concat(stacks(), curved()))
        .filter(network -> network.layers().stream().noneMatch(Layer::couplesRows));
  }

  private static Stream<Network> stacks() {
    Shape image = new Shape(2, 4, 4);
    Shape columns = Shape.columns(3);
    return Stream.of(PoolingKind.AVERAGE, PoolingKind.MAXIMUM)
        .flatMap(
            kind ->
                Stream.of(Activation.TANH, Activation.LEAKY_RELU)
                    .map(
                        activation -> {
                          Convolution convolution =
                              Convolution.of(
                                  image, Windows.same(image, 3, 1), 3, InitializerKind.NORMAL, 0.5);
                          Shape made = convolution.output();
                          Pooling pooling = new Pooling(made, 2, kind);
                          Shape small = pooling.output();
                          return new Network(
                              List.of(
                                  convolution,
                                  new Dropout(made, 0.3),
                                  new Activate(made, activation),
                                  pooling,
                                  new Activate(small, Activation.SOFTPLUS),
                                  new Activate(small, activation),
                                  new Reshape(small, Shape.columns(small.columns())),
                                  dense(small.columns(), 3, activation),
                                  new HiddenNoise(columns, 0.3),
                                  new Dropout(columns, 0.3),
                                  new HiddenNoise(columns, 0.2),
                                  dense(3, 1, Activation.LINEAR)));
                        }));
  }

  /** Layers between a dense one, which asks for the way back through them, and curved ones. */
  private static Stream<Network> curved() {
    Shape image = new Shape(2, 3, 5);
    Shape whole = new Shape(2, 4, 6);
    Stream<List<Layer>> images =
        Stream.of(
            List.of(convolution(image, 3, 2)),
            List.of(new LayerNorm(image, true)),
            List.of(new LayerNorm(image, false), new LayerNorm(image, true)),
            List.of(TransposedConvolution.same(image, 3, 2, 2, InitializerKind.NORMAL, SCALE)),
            List.of(Convolution.upsampled(image, 2, 3, 2, InitializerKind.NORMAL, SCALE)),
            List.of(new Pooling(image, 2, PoolingKind.AVERAGE)),
            List.of(new Pooling(whole, 2, PoolingKind.AVERAGE)),
            List.of(new Pooling(image, 2, PoolingKind.MAXIMUM)));
    Stream<List<Layer>> columns =
        Stream.of(
            List.of(new Heads(3, List.of(1, 2), InitializerKind.NORMAL, SCALE)),
            List.of(new Layer.Scale(Shape.columns(3), -2)),
            List.of(new Heads(3, List.of(2), InitializerKind.NORMAL, SCALE), new ClassMargin()),
            List.of(dense(3, 2, Activation.SOFTPLUS)),
            List.of(new LayerNorm(3, true)),
            List.of(new LayerNorm(3, false), new LayerNorm(3, true)),
            List.of(
                new NormalizedWeights(
                    dense(3, 2, Activation.SOFTPLUS), NormalizedWeights.Kind.WEIGHT)),
            List.of(
                new NormalizedWeights(
                    dense(3, 2, Activation.SOFTPLUS), NormalizedWeights.Kind.SPECTRAL)));
    return Stream.concat(images, columns)
        .map(
            layers -> {
              Shape first = layers.get(0).input();
              Shape last = layers.get(layers.size() - 1).output();
              List<Layer> all = new ArrayList<>();
              all.add(dense(2, first.columns(), Activation.TANH));
              all.add(new Reshape(Shape.columns(first.columns()), first));
              all.addAll(layers);
              all.add(new Activate(last, Activation.TANH));
              all.add(new Activate(last, Activation.SIGMOID));
              return new Network(all);
            });
  }

  private static Convolution convolution(Shape image, int kernel, int stride) {
    return Convolution.of(
        image, Windows.same(image, kernel, stride), 3, InitializerKind.NORMAL, SCALE);
  }

  /** A network's input: random, and classes where its first layer takes some. */
  public static <A> A input(Arithmetic<A> arithmetic, Network network, int rows) {
    A x = Game.random(arithmetic, rows * network.in(), 5);
    Layer first = network.layers().get(0);
    int classes =
        first instanceof LabelPlanes planes
            ? planes.classes()
            : first instanceof LabelProduct product ? product.classes() : 0;
    if (classes > 0) {
      A label = arithmetic.allocate(1);
      for (int row = 0; row < rows; row++) {
        arithmetic.load(new float[] {row % classes}, label, 1);
        arithmetic.copy(label, 0, x, (row + 1) * network.in() - 1, 1);
      }
    }
    return x;
  }

  /** Training with the same masks in every pass, and the singular vectors that there are. */
  public static ForwardMode training() {
    return ForwardMode.training(masks(0)).again();
  }

  /** The masks and noise of one of the batches that go through a pass together. */
  public static DropoutMasks masks(int batch) {
    return new DropoutMasks() {
      @Override
      public float[] draw(int before, Dropout layer, int rows) {
        float[] mask = new float[rows * layer.in()];
        int first = before + batch * mask.length;
        new Batches(1)
            .dropout(
                saddlepoint.random.Stream.DROPOUT, 0, first, layer.rate(), mask, 0, mask.length);
        return mask;
      }

      @Override
      public float[] noise(int before, int columns, int rows) {
        float[] noise = new float[rows * columns];
        int first = before + batch * noise.length;
        new Batches(1)
            .normal(saddlepoint.random.Stream.HIDDEN_NOISE, 0, first, noise, 0, noise.length);
        return noise;
      }
    };
  }

  /** A direction of the input, [rows, in], in which labels do not move. */
  static double[] direction(DoubleArithmetic arithmetic, Network network, int rows) {
    double[] direction = Game.random(arithmetic, rows * network.in(), 7);
    if (network.layers().get(0) instanceof LabelPlanes
        || network.layers().get(0) instanceof LabelProduct) {
      for (int row = 1; row <= rows; row++) {
        direction[row * network.in() - 1] = 0;
      }
    }
    return direction;
  }

  /** Every loss with every output, floor and smoothing that can meet. */
  static Stream<Loss> losses() {
    List<Loss> losses = new ArrayList<>();
    for (LossKind kind : LossKind.values()) {
      for (OutputKind output : OutputKind.values()) {
        for (double[] labels : new double[][] {{1, 0}, {0.9, 0.1}, {1.2, -0.1}}) {
          losses.add(new Loss(kind, output, CLAMP, 0, labels[0], labels[1], 0));
          if (output == OutputKind.SIGMOID && kind != LossKind.LEAST_SQUARES) {
            losses.add(new Loss(kind, output, CLAMP, FLOOR, labels[0], labels[1], 0));
          }
        }
      }
    }
    for (LossKind kind : List.of(LossKind.NON_SATURATING, LossKind.LEAST_SQUARES)) {
      for (OutputKind output : OutputKind.values()) {
        losses.add(withGeneratorLabel(new Loss(kind, output, CLAMP, 0, 1, -0.1, 0), 0.8));
      }
    }
    return losses.stream();
  }

  private static Loss withGeneratorLabel(Loss loss, double label) {
    return new Loss(
        loss.kind(),
        loss.output(),
        loss.clamp(),
        loss.floor(),
        loss.realLabel(),
        loss.fakeLabel(),
        loss.realWidth(),
        loss.fakeWidth(),
        loss.flip(),
        loss.clipping(),
        loss.penalty(),
        label,
        loss.auxiliary(),
        loss.isOfMergedBatch(),
        loss.balance());
  }

  static Network generator() {
    return new Network(
        List.of(
            dense(2, 4, Activation.TANH),
            dense(4, 3, Activation.LINEAR),
            new Layer.Scale(Shape.columns(3), 2)));
  }

  static Network discriminator() {
    return new Network(
        List.of(
            dense(3, 4, Activation.LEAKY_RELU),
            new Layer.MinibatchDiscrimination(4, 3, 2, 1, 0.1),
            dense(7, 1, Activation.LINEAR)));
  }

  /**
   * The players with D's last layer such that its outputs are spread over what clamps and floors
   * let through and what they hold.
   */
  static <A> Game<A> game(Arithmetic<A> arithmetic, Loss loss) {
    Game<A> game = new Game<>(arithmetic, generator(), discriminator(), loss, ROWS);
    game.discriminator.setParameters(spread());
    game.forward();
    return game;
  }

  private static float[] spread() {
    Loss linear = new Loss(LossKind.LEAST_SQUARES, OutputKind.SIGMOID, CLAMP, 0, 1, 0, 0);
    Game<double[]> game =
        new Game<>(new DoubleArithmetic(), generator(), discriminator(), linear, ROWS);
    DescriptiveStatistics logits = new DescriptiveStatistics();
    for (int row = 0; row < ROWS; row++) {
      logits.addValue(game.dReal[row]);
      logits.addValue(game.dFake[row]);
    }
    float factor = (float) (LOGIT_DEVIATION / logits.getStandardDeviation());
    float[] parameters = game.discriminator.parameters();
    int bias = parameters.length - 1;
    int weights = bias - game.discriminator.network().layers().get(2).in();
    parameters[bias] = (float) ((parameters[bias] - logits.getMean()) * factor + LOGIT_MEAN);
    for (int i = weights; i < bias; i++) {
      parameters[i] *= factor;
    }
    return parameters;
  }
}
