// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import saddlepoint.recipe.Shape;
import saddlepoint.recipe.Window;
import saddlepoint.recipe.Windows;

class RepeatedConvolutionLayerTest {
  private static final int ROWS = 2;

  @ParameterizedTest
  @CsvSource({
    "true, 5, 2, 2, 3",
    "true, 5, 2, 3, 1",
    "true, 3, 2, 1, 2",
    "true, 4, 3, 2, 2",
    "true, 3, 1, 2, 2",
    "false, 5, 2, 2, 1",
    "false, 4, 2, 1, 2",
  })
  void isTheConvolutionOfRepeatedPixels(boolean same, int kernel, int times, int in, int out) {
    Shape small = new Shape(in, 3, 4);
    Shape large = new Shape(in, 3 * times, 4 * times);
    Windows windows = same ? Windows.same(large, kernel, 1) : Windows.valid(large, kernel, 1);
    new LayerCheck(
            (arrays, parameters) ->
                new RepeatedConvolutionLayer(
                    arrays, parameters.kernel(), small, times, windows, ROWS),
            (x, parameters) ->
                PlainImages.convolution(
                    PlainImages.repeated(x, small, times, ROWS),
                    parameters.get(0),
                    parameters.get(1),
                    large,
                    windows,
                    ROWS,
                    out),
            ROWS,
            small.columns(),
            new long[] {(long) windows.kernel() * in, out},
            new long[] {1, out})
        .run();
  }

  /** Nine pixels of the small image and four outputs of each: 36 products for 100. */
  @Test
  void aKernelOfFiveSeesThreePixelsOfTheSmallImage() {
    Phases phases = Phases.repeated(7, 2, Window.same(14, 5, 1));

    assertThat(phases.seen()).isEqualTo(3);
    assertThat(phases.before()).isEqualTo(1);
    assertThat(phases.taps()[0][0]).containsExactly(1, 1, 0, 0, 0);
    assertThat(phases.taps()[0][1]).containsExactly(1, 0, 0, 0, 0);
    assertThat(phases.taps()[2][1]).containsExactly(0, 0, 0, 1, 1);
  }

  @Test
  void theWayBackOfATransposedConvolutionSeesNoMoreThanItsKernel() {
    Window window = Window.same(14, 5, 2);

    assertThat(Phases.transposed(window).backward()).isEqualTo(window);
  }

  @Test
  void refusesWindowsOfAnotherImage() {
    assertThatThrownBy(() -> Phases.repeated(7, 2, Window.same(13, 5, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("7 inputs repeated 2 times are not the inputs of");
  }
}
