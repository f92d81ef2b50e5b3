// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;
import saddlepoint.recipe.Activation;
import saddlepoint.recipe.InitializerKind;
import saddlepoint.recipe.Layer;
import saddlepoint.recipe.Loss;
import saddlepoint.recipe.LossKind;
import saddlepoint.recipe.Network;
import saddlepoint.recipe.OutputKind;
import saddlepoint.recipe.Shape;

/** Every layer and every loss, for the tests that hold of all of them. */
final class GameCase {
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
  static Stream<Network> networks() {
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
    return networks.stream();
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
    return losses.stream();
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
