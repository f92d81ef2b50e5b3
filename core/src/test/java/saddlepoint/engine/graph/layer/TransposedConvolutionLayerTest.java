// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph.layer;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import saddlepoint.recipe.Shape;
import saddlepoint.recipe.Windows;

class TransposedConvolutionLayerTest {
  private static final int ROWS = 2;

  /**
   * The last cases have so many channels in, or so wide a margin beyond the small image, that
   * patches are added up; or a small image of one pixel.
   */
  @ParameterizedTest
  @CsvSource({
    "true, 6, 3, 1, 2, 3",
    "true, 6, 5, 2, 2, 3",
    "true, 6, 5, 2, 3, 1",
    "true, 6, 4, 2, 1, 2",
    "true, 6, 3, 3, 2, 2",
    "true, 6, 2, 3, 1, 2",
    "false, 6, 5, 1, 2, 3",
    "false, 6, 3, 2, 2, 3",
    "false, 6, 2, 2, 3, 2",
    "false, 6, 3, 3, 1, 2",
    "true, 6, 3, 2, 8, 1",
    "false, 6, 5, 1, 45, 2",
    "false, 7, 7, 1, 2, 3",
  })
  void addsEachPixelTimesTheKernel(
      boolean same, int height, int kernel, int stride, int in, int out) {
    Shape large = new Shape(out, height, 7);
    Windows windows =
        same ? Windows.same(large, kernel, stride) : Windows.valid(large, kernel, stride);
    Shape small = windows.output(in);
    new LayerCheck(
            (arrays, parameters) ->
                new TransposedConvolutionLayer(arrays, parameters.kernel(), small, windows, ROWS),
            (x, parameters) ->
                PlainImages.transposed(
                    x, parameters.get(0), parameters.get(1), small, windows, ROWS, out),
            ROWS,
            small.columns(),
            new long[] {(long) windows.kernel() * in, out},
            new long[] {1, out})
        .run();
  }
}
