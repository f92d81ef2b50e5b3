// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph.layer;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import saddlepoint.engine.graph.device.GraphArrays;
import saddlepoint.engine.graph.device.Precision;
import saddlepoint.engine.graph.device.Program;

class EmbeddingLayerTest {
  private static final int ROWS = 9;
  private static final int CLASSES = 4;
  private static final int COLUMNS = 3;

  @Test
  void takesTheRowOfEachClass() {
    new LayerCheck(
            (arrays, parameters) ->
                new EmbeddingLayer(
                    arrays, parameters.values().get(0), parameters.gradients().get(0), ROWS),
            (x, parameters) -> {
              double[] y = new double[ROWS * COLUMNS];
              for (int row = 0; row < ROWS; row++) {
                if (x[row] < CLASSES) {
                  System.arraycopy(
                      parameters.get(0), (int) x[row] * COLUMNS, y, row * COLUMNS, COLUMNS);
                }
              }
              return y;
            },
            ROWS,
            1,
            new long[] {CLASSES, COLUMNS})
        .withInputs(u -> Math.floor(u * (CLASSES + 1)))
        .withoutInputGradient()
        .run();
  }

  @Test
  void classesHaveNoGradient() {
    try (GraphArrays<double[]> arrays = new GraphArrays<>(Precision.DOUBLE)) {
      EmbeddingLayer layer = new EmbeddingLayer(arrays, null, null, ROWS);
      assertThatThrownBy(() -> layer.backward(new Program(), null, false, true))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("classes have no gradient; embed them in a first layer");
    }
  }
}
