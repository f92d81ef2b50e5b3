// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph.layer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import saddlepoint.engine.graph.device.GraphArrays;
import saddlepoint.engine.graph.device.Precision;
import saddlepoint.engine.graph.device.Program;
import saddlepoint.recipe.Shape;
import saddlepoint.recipe.Window;
import saddlepoint.recipe.Windows;

class ConvolutionLayerTest {
  private static final int ROWS = 2;

  /** The last case has so few channels in that its way back adds patches up. */
  @ParameterizedTest
  @CsvSource({
    "true, 3, 1, 2, 3",
    "true, 5, 1, 2, 3",
    "true, 4, 1, 1, 2",
    "true, 3, 2, 2, 3",
    "true, 5, 2, 2, 1",
    "true, 2, 3, 2, 2",
    "true, 1, 2, 3, 2",
    "false, 3, 1, 2, 3",
    "false, 3, 2, 2, 3",
    "false, 2, 2, 2, 3",
    "false, 4, 3, 1, 2",
    "true, 3, 2, 1, 8",
    "false, 3, 1, 1, 9",
  })
  void isTheSumOfWhatAKernelSees(boolean same, int kernel, int stride, int in, int out) {
    Shape image = new Shape(in, 6, 7);
    Windows windows =
        same ? Windows.same(image, kernel, stride) : Windows.valid(image, kernel, stride);
    new LayerCheck(
            (arrays, parameters) ->
                new ConvolutionLayer(arrays, parameters.kernel(), image, windows, ROWS),
            (x, parameters) ->
                PlainImages.convolution(
                    x, parameters.get(0), parameters.get(1), image, windows, ROWS, out),
            ROWS,
            image.columns(),
            new long[] {(long) windows.kernel() * in, out},
            new long[] {1, out})
        .run();
  }

  @Test
  void padsLessBeforeThanAfterAsTensorFlowDoes() {
    assertThat(Window.same(28, 3, 2)).isEqualTo(new Window(28, 14, 3, 2, 0));
    assertThat(Window.same(28, 5, 2)).isEqualTo(new Window(28, 14, 5, 2, 1));
    assertThat(Window.same(14, 5, 1)).isEqualTo(new Window(14, 14, 5, 1, 2));
    assertThat(Window.valid(7, 3, 2)).isEqualTo(new Window(7, 3, 3, 2, 0));
  }

  /** So many rows that patches are made of some at a time, of fewer the last time. */
  @Test
  void manyRowsAreTheSameAsFew() {
    int rows = 41;
    int trials = 2;
    Shape image = new Shape(8, 14, 14);
    Windows windows = Windows.same(image, 5, 1);
    int out = 4;
    Random random = new Random(1);
    try (GraphArrays<double[]> arrays = new GraphArrays<>(Precision.DOUBLE)) {
      double[] w = LayerCheck.numbers(random, trials * 200 * out);
      double[] b = LayerCheck.numbers(random, trials * out);
      double[] x = LayerCheck.numbers(random, trials * rows * image.columns());
      double[] dy = LayerCheck.numbers(random, trials * rows * image.pixels() * out);
      LayerParameters parameters =
          new LayerParameters(
              arrays.of(w, trials, 200, out),
              arrays.of(b, trials, 1, out),
              arrays.zeros(trials, 200, out),
              arrays.zeros(trials, 1, out));
      assertThat(new Patches(arrays, trials, rows, image, windows).chunks())
          .containsExactly(new Patches.Chunk(0, 26), new Patches.Chunk(26, 15));
      ConvolutionLayer layer = new ConvolutionLayer(arrays, parameters, image, windows, rows);
      Program program = new Program();
      INDArray y = layer.forward(program, arrays.of(x, trials, rows, image.columns()));
      INDArray dx = layer.backward(program, arrays.of(dy, y.shape()), true, true);
      program.run();
      for (int trial = 0; trial < trials; trial++) {
        double[] itsY = read(y, trial, trials);
        double[] itsX = LayerCheck.part(x, trial, rows * image.columns());
        double[] itsDy = LayerCheck.part(dy, trial, rows * image.pixels() * out);
        double[] itsW = LayerCheck.part(w, trial, 200 * out);
        double[] itsB = LayerCheck.part(b, trial, out);
        double[] zero = new double[out];
        LayerCheck.assertClose(
            "y", itsY, PlainImages.convolution(itsX, itsW, itsB, image, windows, rows, out));
        LayerCheck.assertClose(
            "dx",
            read(dx, trial, trials),
            PlainImages.transposed(
                itsDy, turned(itsW, 25, 8, out), new double[8], layer.output(), windows, rows, 8));
        // The output is linear in the weights, so each has the gradient <dy, y of that one alone>.
        double[] ofWeights = read(parameters.ofWeights(), trial, trials);
        for (int index : List.of(0, 57, 200 * out - 1)) {
          double[] one = new double[200 * out];
          one[index] = 1;
          double[] alone = PlainImages.convolution(itsX, one, zero, image, windows, rows, out);
          LayerCheck.assertClose(
              "weight " + index,
              new double[] {ofWeights[index]},
              new double[] {product(alone, itsDy)});
        }
      }
    }
  }

  private static double product(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** [kernel, out, in] of [kernel, in, out]. */
  private static double[] turned(double[] w, int kernel, int in, int out) {
    double[] turned = new double[w.length];
    for (int k = 0; k < kernel; k++) {
      for (int c = 0; c < in; c++) {
        for (int f = 0; f < out; f++) {
          turned[(k * out + f) * in + c] = w[(k * in + c) * out + f];
        }
      }
    }
    return turned;
  }

  private static double[] read(INDArray array, int trial, int trials) {
    double[] numbers = new double[(int) (array.length() / trials)];
    Precision.DOUBLE.read(array, trial * numbers.length, numbers);
    return numbers;
  }
}
