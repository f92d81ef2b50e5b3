// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import saddlepoint.engine.graph.device.GraphArrays;
import saddlepoint.engine.graph.device.Precision;
import saddlepoint.engine.graph.device.Program;

class SoftmaxLayerTest {
  private static final int ROWS = 4;
  private static final int COLUMNS = 3;

  private static double[] softmax(double[] x) {
    double[] p = new double[x.length];
    for (int row = 0; row < x.length / COLUMNS; row++) {
      double sum = 0;
      for (int k = 0; k < COLUMNS; k++) {
        p[row * COLUMNS + k] = Math.exp(x[row * COLUMNS + k]);
        sum += p[row * COLUMNS + k];
      }
      for (int k = 0; k < COLUMNS; k++) {
        p[row * COLUMNS + k] /= sum;
      }
    }
    return p;
  }

  @Test
  void isSoftmaxOfEachRow() {
    new LayerCheck(
            (arrays, parameters) -> new SoftmaxLayer(arrays),
            (x, parameters) -> softmax(x),
            ROWS,
            COLUMNS)
        .run();
  }

  @Test
  void crossEntropyHasTheGradientOfItsFormula() {
    int trials = 3;
    java.util.Random random = new java.util.Random(2);
    double[] x = LayerCheck.numbers(random, trials * ROWS * COLUMNS);
    double[] targets = softmax(LayerCheck.numbers(random, x.length));
    double width = 1e-5;
    double[] found = new double[x.length];
    try (GraphArrays<double[]> arrays = new GraphArrays<>(Precision.DOUBLE)) {
      SoftmaxLayer layer = new SoftmaxLayer(arrays);
      Program program = new Program();
      layer.forward(program, arrays.of(x, trials, ROWS, COLUMNS));
      INDArray dx =
          layer.crossEntropyGradient(program, arrays.of(targets, trials, ROWS, COLUMNS), 0.5);
      program.run();
      arrays.precision().read(dx, 0, found);
    }
    for (int i = 0; i < x.length; i++) {
      double kept = x[i];
      x[i] = kept + width;
      double above = crossEntropy(x, targets);
      x[i] = kept - width;
      double below = crossEntropy(x, targets);
      x[i] = kept;
      assertThat(found[i]).isCloseTo(0.5 * (above - below) / (2 * width), within(1e-8));
    }
  }

  /** Added over trials, the mean over rows of each. */
  private static double crossEntropy(double[] x, double[] targets) {
    double[] p = softmax(x);
    double sum = 0;
    for (int i = 0; i < p.length; i++) {
      sum -= targets[i] * Math.log(p[i]) / ROWS;
    }
    return sum;
  }

  @Test
  void doesNotOverflow() {
    try (GraphArrays<float[]> arrays = new GraphArrays<>(Precision.SINGLE)) {
      SoftmaxLayer layer = new SoftmaxLayer(arrays);
      Program program = new Program();
      INDArray y = layer.forward(program, arrays.of(new float[] {1000, -1000, 0}, 1, 1, 3));
      program.run();
      assertThat(y.reshape(3).toFloatVector()).containsExactly(1, 0, 0);
    }
  }
}
