// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import saddlepoint.recipe.Activation;
import saddlepoint.recipe.Network;
import saddlepoint.recipe.Player;
import saddlepoint.recipe.ReconstructionError;

/** The error of an autoencoder and its derivatives by parameters and by rows. */
class ReconstructionTest {
  private static final int ROWS = 5;
  private static final int COLUMNS = 3;

  private final DoubleArithmetic arithmetic = new DoubleArithmetic();
  private final double[] rows = new double[ROWS * COLUMNS];
  private final double[] weights = {0.7, -1.3, 0.2, 1, -0.4};

  ReconstructionTest() {
    Random random = new Random(7);
    for (int i = 0; i < rows.length; i++) {
      rows[i] = random.nextGaussian();
    }
  }

  private ReferenceNetwork<double[]> network(ReconstructionError error) {
    Network network =
        new Network(
            List.of(
                GameCase.dense(COLUMNS, 4, Activation.TANH),
                GameCase.dense(4, COLUMNS, Activation.LINEAR)),
            error);
    return new ReferenceNetwork<>(arithmetic, network, Player.DISCRIMINATOR, 3);
  }

  private double weighted(ReferencePass<double[]> pass) {
    double[] errors = pass.forward(rows);
    double sum = 0;
    for (int row = 0; row < ROWS; row++) {
      sum += weights[row] * errors[row];
    }
    return sum;
  }

  /** No difference is within the step of 0, where an absolute one has its kink. */
  @ParameterizedTest
  @EnumSource
  void gradientsAreThoseOfDifferences(ReconstructionError error) {
    ReferenceNetwork<double[]> network = network(error);
    ReferencePass<double[]> pass = new ReferencePass<>(arithmetic, network, ROWS);
    weighted(pass);
    network.clearGradients();
    double[] ofRows = pass.backward(weights.clone(), true, true).clone();

    assertThat(FiniteDifference.error(rows, ofRows, rows.length, () -> weighted(pass)))
        .isLessThan(1e-7);
    assertThat(FiniteDifference.error(network, () -> weighted(pass))).isLessThan(1e-7);
  }

  /**
   * Whatever makes the same of a row has no error, and no gradient: the identity is the optimum.
   */
  @ParameterizedTest
  @EnumSource
  void theIdentityIsTheOptimum(ReconstructionError error) {
    ReferenceNetwork<double[]> network =
        new ReferenceNetwork<>(
            arithmetic,
            new Network(List.of(GameCase.dense(2, 2, Activation.LINEAR)), error),
            Player.DISCRIMINATOR,
            1);
    network.setParameters(new float[] {1, 0, 0, 1, 0, 0});
    ReferencePass<double[]> pass = new ReferencePass<>(arithmetic, network, 2);
    assertThat(pass.forward(new double[] {3, -4, 0.5, 2})).containsExactly(0, 0);
    network.clearGradients();
    assertThat(pass.backward(new double[] {1, 1}, true, true)).containsOnly(0);
    assertThat(network.gradientNorm()).isZero();
  }

  @Test
  void errorsAreMeansOverColumns() {
    double[] errors = new double[2];
    double[] x = {1, 2, 3, 0, 0, 0};
    double[] y = {2, 0, 3, 0, 3, -3};
    arithmetic.reconstructionError(ReconstructionError.ABSOLUTE, x, y, errors, 2, 3);
    assertThat(errors).containsExactly(1, 2);
    arithmetic.reconstructionError(ReconstructionError.SQUARED, x, y, errors, 2, 3);
    assertThat(errors).containsExactly(new double[] {5 / 3.0, 6}, within(1e-15));
  }
}
