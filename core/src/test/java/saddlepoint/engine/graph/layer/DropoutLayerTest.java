// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import saddlepoint.engine.graph.device.GraphArrays;
import saddlepoint.engine.graph.device.Precision;
import saddlepoint.engine.graph.device.Program;
import saddlepoint.random.Draws;
import saddlepoint.random.Stream;

class DropoutLayerTest {
  private static final int ROWS = 50;
  private static final int COLUMNS = 40;
  private static final int COUNT = ROWS * COLUMNS;
  private static final double[] RATES = {0.3, 0, 0.5};
  private static final DropoutMasks MASKS = new DropoutMasks(new int[] {1, 2, 3}, Stream.DROPOUT);

  private static double[] run(int update, int firstElement, boolean back) {
    try (GraphArrays<double[]> arrays = new GraphArrays<>(Precision.DOUBLE)) {
      DropoutLayer<double[]> layer = new DropoutLayer<>(arrays, MASKS, RATES, ROWS, COLUMNS);
      INDArray ones = arrays.zeros(RATES.length, ROWS, COLUMNS);
      ones.assign(1);
      Program program = new Program();
      INDArray out = layer.forward(program, ones);
      if (back) {
        out = layer.backward(program, ones, true, true);
      }
      layer.draw(update, firstElement);
      program.run();
      double[] found = new double[RATES.length * COUNT];
      arrays.precision().read(out, 0, found);
      return found;
    }
  }

  @Test
  void keepsWhatItsStreamSays() {
    double[] found = run(7, 100, false);

    for (int i = 0; i < COUNT; i++) {
      boolean dropped = Draws.uniform(1, Stream.DROPOUT, 7, 100 + i) < 0.3;
      assertThat(found[i]).isCloseTo(dropped ? 0 : 1 / 0.7, within(1e-6));
    }
    assertThat(LayerCheck.part(found, 1, COUNT)).containsOnly(1);
    assertThat(LayerCheck.part(found, 2, COUNT)).containsOnly(0, 2);
  }

  /** Of 2000 numbers a share of rate 0.3 has the standard deviation 0.0102. */
  @Test
  void dropsTheShareItIsToldTo() {
    double[] found = LayerCheck.part(run(0, 0, false), 0, COUNT);
    double dropped = java.util.Arrays.stream(found).filter(it -> it == 0).count();

    assertThat(dropped / COUNT).isCloseTo(0.3, within(0.04));
  }

  @Test
  void theWayBackHasTheSameMask() {
    assertThat(run(7, 100, true)).containsExactly(run(7, 100, false));
  }

  @Test
  void everyUpdateHasAMaskOfItsOwn() {
    assertThat(run(7, 100, false)).isNotEqualTo(run(8, 100, false));
  }

  @Test
  void refusesToDropEverything() {
    try (GraphArrays<double[]> arrays = new GraphArrays<>(Precision.DOUBLE)) {
      assertThatThrownBy(() -> new DropoutLayer<>(arrays, MASKS, new double[] {1}, 1, 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("a dropout rate is in [0, 1), not 1.0");
    }
  }
}
