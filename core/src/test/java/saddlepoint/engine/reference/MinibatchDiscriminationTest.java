// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import saddlepoint.recipe.Activation;
import saddlepoint.recipe.Layer;
import saddlepoint.recipe.Loss;
import saddlepoint.recipe.LossKind;
import saddlepoint.recipe.Network;
import saddlepoint.recipe.OutputKind;
import saddlepoint.recipe.Player;

/** Salimans et al. 2016, section 3.2. */
class MinibatchDiscriminationTest {
  private static final int ROWS = 12;
  private static final int IN = 8;
  private static final int KERNELS = 5;
  private static final int DIMENSIONS = 3;

  static Stream<Arithmetic<?>> arithmetics() {
    return Stream.of(new DoubleArithmetic(), new FloatArithmetic());
  }

  private static Network layer(double selfDistance) {
    return new Network(
        List.of(new Layer.MinibatchDiscrimination(IN, KERNELS, DIMENSIONS, selfDistance, 0.5)));
  }

  private static <A> float[] forward(Arithmetic<A> arithmetic, Network network, float[] rows) {
    ReferenceNetwork<A> scalar =
        new ReferenceNetwork<>(arithmetic, network, Player.DISCRIMINATOR, 1);
    A x = arithmetic.allocate(rows.length);
    arithmetic.load(rows, x, rows.length);
    float[] y = new float[ROWS * network.out()];
    arithmetic.store(new ReferencePass<>(arithmetic, scalar, ROWS).forward(x), y, y.length);
    return y;
  }

  @ParameterizedTest
  @MethodSource("arithmetics")
  void equalRowsCountEachOther(Arithmetic<?> arithmetic) {
    float[] row = Game.randomFloats(IN, 3);
    float[] rows = new float[ROWS * IN];
    for (int i = 0; i < ROWS; i++) {
      System.arraycopy(row, 0, rows, i * IN, IN);
    }
    assertFeatures(forward(arithmetic, layer(0), rows), row, ROWS);
    assertFeatures(forward(arithmetic, layer(1), rows), row, ROWS - 1 + Math.exp(-1));
  }

  private static void assertFeatures(float[] y, float[] row, double expected) {
    for (int i = 0; i < ROWS; i++) {
      int from = i * (IN + KERNELS);
      assertThat(Arrays.copyOfRange(y, from, from + IN)).containsExactly(row);
      for (int k = 0; k < KERNELS; k++) {
        assertThat((double) y[from + IN + k]).isCloseTo(expected, within(2e-6));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("arithmetics")
  void rowsFarApartSeeOnlyThemselves(Arithmetic<?> arithmetic) {
    float[] rows = new float[ROWS * IN];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = 1000f * (i / IN);
    }
    float[] y = forward(arithmetic, layer(1), rows);
    for (int i = 0; i < ROWS; i++) {
      for (int k = 0; k < KERNELS; k++) {
        assertThat((double) y[i * (IN + KERNELS) + IN + k]).isCloseTo(Math.exp(-1), within(1e-6));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("arithmetics")
  void permutedRowsGivePermutedFeatures(Arithmetic<?> arithmetic) {
    float[] rows = Game.randomFloats(ROWS * IN, 4);
    float[] y = forward(arithmetic, layer(1), rows);
    float[] permuted = new float[rows.length];
    for (int i = 0; i < ROWS; i++) {
      System.arraycopy(rows, permutation(i) * IN, permuted, i * IN, IN);
    }
    float[] ofPermuted = forward(arithmetic, layer(1), permuted);
    int out = IN + KERNELS;
    for (int i = 0; i < ROWS; i++) {
      for (int j = 0; j < out; j++) {
        assertThat((double) ofPermuted[i * out + j])
            .isCloseTo(y[permutation(i) * out + j], within(2e-6));
      }
    }
  }

  @Test
  void sortingTheRealSamplesLeavesTheLoss() {
    Loss loss = new Loss(LossKind.NON_SATURATING, OutputKind.SIGMOID, 0.01, 0, 1, 0, 0);
    Network discriminator =
        new Network(
            List.of(
                GameCase.dense(1, IN, Activation.TANH),
                new Layer.MinibatchDiscrimination(IN, KERNELS, DIMENSIONS, 1, 0.5),
                GameCase.dense(IN + KERNELS, 1, Activation.LINEAR)));
    Network generator = new Network(List.of(GameCase.dense(1, 1, Activation.TANH)));
    Game<double[]> game = new Game<>(new DoubleArithmetic(), generator, discriminator, loss, ROWS);
    double unsorted = game.discriminatorLoss();
    double[] before = game.real.clone();
    Arrays.sort(game.real);
    assertThat(game.real).isNotEqualTo(before);
    assertThat(game.discriminatorLoss()).isCloseTo(unsorted, within(1e-12));
  }

  private static int permutation(int row) {
    return (5 * row + 7) % ROWS;
  }
}
