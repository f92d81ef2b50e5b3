// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.scalar;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import saddlepoint.recipe.Activation;
import saddlepoint.recipe.InitializerKind;
import saddlepoint.recipe.Layer;
import saddlepoint.recipe.Loss;
import saddlepoint.recipe.LossKind;
import saddlepoint.recipe.Network;
import saddlepoint.recipe.OutputKind;

/** Every layer and every loss, for the tests that hold of all of them. */
final class GameCase {
  static final int ROWS = 6;
  private static final double SCALE = 0.7;
  private static final double CLAMP = 0.2;
  private static final double FLOOR = 0.3;

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
    networks.add(new Network(List.of(dense(3, 2, Activation.TANH), new Layer.Scale(2, -2.5))));
    networks.add(new Network(List.of(new Layer.Scale(3, 5), dense(3, 2, Activation.SIGMOID))));
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
            dense(2, 4, Activation.SOFTPLUS), dense(4, 3, Activation.TANH), new Layer.Scale(3, 2)));
  }

  static Network discriminator() {
    return new Network(
        List.of(
            dense(3, 4, Activation.LEAKY_RELU),
            new Layer.MinibatchDiscrimination(4, 3, 2, 1, 0.3),
            dense(7, 1, Activation.LINEAR)));
  }

  static <A> Game<A> game(Arithmetic<A> arithmetic, Loss loss) {
    return new Game<>(arithmetic, generator(), discriminator(), loss, ROWS);
  }
}
