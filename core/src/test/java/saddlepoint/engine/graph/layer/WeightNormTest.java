// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph.layer;

import org.junit.jupiter.api.Test;
import saddlepoint.recipe.Shape;

class WeightNormTest {
  private static final int ROWS = 2;
  private static final int OUT = 3;

  @Test
  void weightsAreLengthTimesDirection() {
    Shape image = new Shape(2, 4, 5);
    Windows windows = Windows.same(image, 3, 2);
    int in = windows.kernel() * image.channels();
    new LayerCheck(
            (arrays, parameters) ->
                new WeightNorm(
                    arrays,
                    new WeightNorm.Parameters(
                        parameters.values().get(0),
                        parameters.values().get(1),
                        parameters.gradients().get(0),
                        parameters.gradients().get(1)),
                    parameters.values().get(2),
                    parameters.gradients().get(2),
                    kernel -> new ConvolutionLayer(arrays, kernel, image, windows, ROWS)),
            (x, parameters) ->
                PlainImages.convolution(
                    x,
                    weights(parameters.get(0), parameters.get(1)),
                    parameters.get(2),
                    image,
                    windows,
                    ROWS,
                    OUT),
            ROWS,
            image.columns(),
            new long[] {in, OUT},
            new long[] {1, OUT},
            new long[] {1, OUT})
        .run();
  }

  private static double[] weights(double[] directions, double[] lengths) {
    double[] weights = new double[directions.length];
    for (int out = 0; out < OUT; out++) {
      double squares = 0;
      for (int i = out; i < directions.length; i += OUT) {
        squares += directions[i] * directions[i];
      }
      for (int i = out; i < directions.length; i += OUT) {
        weights[i] = lengths[out] * directions[i] / Math.sqrt(squares);
      }
    }
    return weights;
  }
}
