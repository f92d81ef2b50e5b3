// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph.layer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import saddlepoint.engine.graph.device.GraphArrays;
import saddlepoint.engine.graph.device.Precision;
import saddlepoint.engine.graph.device.Program;
import saddlepoint.recipe.Shape;
import saddlepoint.recipe.Windows;

class PoolingLayerTest {
  private static final int ROWS = 2;

  @ParameterizedTest
  @CsvSource({
    "true, false, 2, 2, 6, 4",
    "true, false, 3, 3, 6, 9",
    "true, false, 2, 2, 7, 5",
    "true, false, 3, 1, 6, 5",
    "true, true, 3, 2, 6, 5",
    "true, true, 2, 2, 7, 5",
    "false, false, 2, 2, 6, 4",
    "false, false, 3, 2, 7, 5",
    "false, true, 2, 2, 7, 5",
    "false, true, 3, 2, 6, 5",
  })
  void pools(boolean ofMeans, boolean same, int kernel, int stride, int height, int width) {
    Shape image = new Shape(3, height, width);
    Windows windows =
        same ? Windows.same(image, kernel, stride) : Windows.valid(image, kernel, stride);
    new LayerCheck(
            (arrays, parameters) ->
                ofMeans
                    ? PoolingLayer.average(arrays, image, windows, parameters.trials(), ROWS)
                    : PoolingLayer.largest(arrays, image, windows, parameters.trials(), ROWS),
            (x, parameters) -> PlainImages.pooled(x, image, windows, ROWS, ofMeans),
            ROWS,
            image.columns())
        .run();
  }

  @Test
  void theFirstOfEqualPixelsGetsTheGradient() {
    Shape image = new Shape(1, 2, 2);
    try (GraphArrays<double[]> arrays = new GraphArrays<>(Precision.DOUBLE)) {
      GraphLayer layer = PoolingLayer.largest(arrays, image, Windows.valid(image, 2, 2), 1, 1);
      Program program = new Program();
      layer.forward(program, arrays.of(new double[] {1, 3, 3, 3}, 1, 1, 4));
      INDArray dx = layer.backward(program, arrays.of(new double[] {5}, 1, 1, 1), false, true);
      program.run();
      double[] found = new double[4];
      arrays.precision().read(dx, 0, found);
      assertThat(found).containsExactly(0, 5, 0, 0);
    }
  }
}
