// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import saddlepoint.recipe.BatchNorm;
import saddlepoint.recipe.Network;
import saddlepoint.recipe.Player;
import saddlepoint.recipe.Shape;

class BatchNormTest {
  private static final int ROWS = 5;
  private static final Shape IMAGE = new Shape(2, 1, 3);
  private static final int COUNT = ROWS * 3;

  private final DoubleArithmetic arithmetic = new DoubleArithmetic();

  /** Keras: 0.99 old + 0.01 new, variance by n - 1 - epsilon; tflearn: 0.9 old + 0.1 new, by n. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void statisticsMoveInTraining(boolean keras) {
    BatchNorm layer =
        keras
            ? new BatchNorm(IMAGE, 1e-3, 0.99, true, 0)
            : new BatchNorm(IMAGE, 1e-5, 0.9, false, 0);
    ReferenceNetwork<double[]> network =
        new ReferenceNetwork<>(arithmetic, new Network(List.of(layer)), Player.GENERATOR, 1);
    double[] x = Game.random(arithmetic, ROWS * IMAGE.columns(), 5);
    ReferencePass<double[]> pass = new ReferencePass<>(arithmetic, network, ROWS);

    double[] y = pass.forward(x, ForwardMode.training(DropoutMasks.NONE)).clone();
    pass.forward(x, ForwardMode.training(DropoutMasks.NONE));

    float[] parameters = network.parameters();
    for (int channel = 0; channel < 2; channel++) {
      double mean = 0;
      for (int i = 0; i < COUNT; i++) {
        mean += x[2 * i + channel] / COUNT;
      }
      double squares = 0;
      for (int i = 0; i < COUNT; i++) {
        squares += (x[2 * i + channel] - mean) * (x[2 * i + channel] - mean);
      }
      double variance = keras ? squares / (COUNT - 1.001) : squares / COUNT;
      double kept = keras ? 0.99 * 0.99 : 0.9 * 0.9;
      assertThat((double) parameters[2 + channel]).isCloseTo((1 - kept) * mean, within(1e-6));
      assertThat((double) parameters[4 + channel])
          .isCloseTo(kept + (1 - kept) * variance, within(1e-6));
      double deviation = Math.sqrt(squares / COUNT + (keras ? 1e-3 : 1e-5));
      for (int i = 0; i < COUNT; i++) {
        assertThat(y[2 * i + channel])
            .isCloseTo((x[2 * i + channel] - mean) / deviation, within(1e-12));
      }
    }
  }
}
