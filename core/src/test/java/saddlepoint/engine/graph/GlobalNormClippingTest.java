// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import saddlepoint.engine.graph.device.GraphArrays;
import saddlepoint.engine.graph.device.Precision;
import saddlepoint.engine.graph.device.Program;

class GlobalNormClippingTest {
  private static double[] clipped(double[] gradients, double... limits) {
    try (GraphArrays<double[]> arrays = new GraphArrays<>(Precision.DOUBLE)) {
      INDArray array = arrays.of(gradients, limits.length, gradients.length / limits.length);
      Program program = new Program();
      GlobalNormClipping.record(arrays, program, array, limits);
      assertThat(program.size()).isEqualTo(5);
      program.run();
      double[] found = new double[gradients.length];
      arrays.precision().read(array, 0, found);
      return found;
    }
  }

  @Test
  void eachTrialIsClippedByItsOwnNorm() {
    assertThat(clipped(new double[] {3, 4, 6, 8, 3, 4}, 5, 5, 2.5))
        .containsExactly(new double[] {3, 4, 3, 4, 1.5, 2}, within(1e-12));
  }

  @Test
  void aGradientOfZeroStaysZero() {
    assertThat(clipped(new double[] {0, 0}, 5)).containsExactly(0, 0);
  }

  @Test
  void aTrialThatExplodesLeavesOthersAlone() {
    double[] found = clipped(new double[] {Double.NaN, 4, 6, 8}, 5, 5);

    assertThat(found[0]).isNaN();
    assertThat(found[2]).isCloseTo(3, within(1e-12));
    assertThat(found[3]).isCloseTo(4, within(1e-12));
  }

  @Test
  void refusesALimitOfZero() {
    assertThatThrownBy(() -> clipped(new double[] {1}, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("gradients are clipped to a norm above 0, not 0.0");
  }
}
