// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.function.DoubleUnaryOperator;
import org.nd4j.linalg.api.ndarray.INDArray;
import saddlepoint.engine.graph.device.GraphArrays;
import saddlepoint.engine.graph.device.Precision;
import saddlepoint.engine.graph.device.Program;

/**
 * Compares a layer with the formula it stands for, in double precision: the way forward with plain
 * loops, and every gradient with central differences of those loops. Each trial has parameters of
 * its own, which stand among others as they do in a network.
 */
final class LayerCheck {
  private static final double TOLERANCE = 1e-6;
  private static final double WIDTH = 1e-5;
  private static final int MARGIN = 2;

  /** Plain loops over one trial's rows. */
  interface Formula {
    /**
     * The output.
     *
     * @param x [rows, columns]
     * @param parameters one array a parameter
     */
    double[] of(double[] x, List<double[]> parameters);
  }

  /** Makes the layer. */
  interface Maker {
    GraphLayer of(GraphArrays<double[]> arrays, Parameters parameters);
  }

  /** Parameters of all trials. */
  record Parameters(int trials, List<INDArray> values, List<INDArray> gradients) {
    /** The first two as weights and biases. */
    LayerParameters kernel() {
      return new LayerParameters(values.get(0), values.get(1), gradients.get(0), gradients.get(1));
    }
  }

  private final Maker maker;
  private final Formula formula;
  private final int rows;
  private final int columns;
  private final List<long[]> shapes;
  private boolean inputs = true;
  private DoubleUnaryOperator spread = u -> 2 * u - 1;

  /**
   * A comparison.
   *
   * @param shapes of one trial's parameters, [in, out]
   */
  LayerCheck(Maker maker, Formula formula, int rows, int columns, long[]... shapes) {
    this.maker = maker;
    this.formula = formula;
    this.rows = rows;
    this.columns = columns;
    this.shapes = List.of(shapes);
  }

  /** Leaves out the gradient of the input. */
  LayerCheck withoutInputGradient() {
    inputs = false;
    return this;
  }

  /** Takes inputs that are made of uniform numbers in [0, 1). */
  LayerCheck withInputs(DoubleUnaryOperator made) {
    spread = made;
    return this;
  }

  /** Compares one trial and three; both must take as many operations. */
  void run() {
    assertThat(run(3)).as("operations of 3 trials").isEqualTo(run(1));
  }

  private int run(int trials) {
    Random random = new Random(trials);
    try (GraphArrays<double[]> arrays = new GraphArrays<>(Precision.DOUBLE)) {
      int all = shapes.stream().mapToInt(LayerCheck::count).sum() + 2 * MARGIN;
      INDArray values = arrays.of(numbers(random, trials * all), trials, all);
      INDArray gradients = arrays.zeros(trials, all);
      GraphLayer layer =
          maker.of(
              arrays,
              new Parameters(trials, views(values, trials, all), views(gradients, trials, all)));
      INDArray x = arrays.zeros(trials, rows, columns);
      Program forward = new Program();
      INDArray y = layer.forward(forward, x);
      INDArray dy = arrays.zeros(y.shape());
      Program backward = new Program();
      INDArray dx = layer.backward(backward, dy, !shapes.isEmpty(), inputs);
      int outputs = (int) (y.length() / trials);
      double[] xs = new double[trials * rows * columns];
      double[] weights = new double[trials * outputs];
      double[] ys = new double[trials * outputs];
      // The second run must not see what the first left behind.
      for (int turn = 0; turn < 2; turn++) {
        for (int i = 0; i < xs.length; i++) {
          xs[i] = spread.applyAsDouble(random.nextDouble());
        }
        arrays.precision().write(xs, x, 0);
        forward.run();
        arrays.precision().read(y, 0, ys);
        weights = numbers(random, weights.length);
        arrays.precision().write(weights, dy, 0);
        backward.run();
      }
      for (int trial = 0; trial < trials; trial++) {
        double[] its = part(xs, trial, rows * columns);
        List<double[]> parameters = parameters(values, trial, all);
        double[] wanted = formula.of(its, parameters);
        assertThat(wanted).hasSize(outputs);
        assertClose("y", part(ys, trial, outputs), wanted);
        double[] factors = part(weights, trial, outputs);
        if (inputs) {
          double[] found = new double[trials * rows * columns];
          arrays.precision().read(dx, 0, found);
          assertClose(
              "dx",
              part(found, trial, rows * columns),
              differences(its, () -> loss(its, parameters, factors)));
        }
        List<double[]> found = parameters(gradients, trial, all);
        for (int index = 0; index < parameters.size(); index++) {
          assertClose(
              "gradient of parameter " + index,
              found.get(index),
              differences(parameters.get(index), () -> loss(its, parameters, factors)));
        }
        assertUntouched(gradients, trial, all);
      }
      return forward.size() + backward.size();
    }
  }

  private double loss(double[] x, List<double[]> parameters, double[] factors) {
    double[] y = formula.of(x, parameters);
    double sum = 0;
    for (int i = 0; i < y.length; i++) {
      sum += y[i] * factors[i];
    }
    return sum;
  }

  private static double[] differences(double[] numbers, DoubleSupplier loss) {
    double[] found = new double[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      double kept = numbers[i];
      numbers[i] = kept + WIDTH;
      double above = loss.getAsDouble();
      numbers[i] = kept - WIDTH;
      double below = loss.getAsDouble();
      numbers[i] = kept;
      found[i] = (above - below) / (2 * WIDTH);
    }
    return found;
  }

  static void assertClose(String what, double[] found, double[] wanted) {
    assertThat(found).as(what).hasSameSizeAs(wanted);
    for (int i = 0; i < wanted.length; i++) {
      assertThat(found[i])
          .as("%s [%d]", what, i)
          .isCloseTo(wanted[i], within(TOLERANCE * Math.max(1, Math.abs(wanted[i]))));
    }
  }

  private static void assertUntouched(INDArray gradients, int trial, int all) {
    double[] its = row(gradients, trial, all);
    for (int i = 0; i < MARGIN; i++) {
      assertThat(its[i]).as("beside the layer's gradients").isZero();
      assertThat(its[all - 1 - i]).as("beside the layer's gradients").isZero();
    }
  }

  private List<INDArray> views(INDArray array, int trials, int all) {
    List<INDArray> views = new ArrayList<>();
    int at = MARGIN;
    for (long[] shape : shapes) {
      views.add(
          Strided.of(
              array, at, new long[] {trials, shape[0], shape[1]}, new long[] {all, shape[1], 1}));
      at += count(shape);
    }
    return views;
  }

  private List<double[]> parameters(INDArray array, int trial, int all) {
    double[] its = row(array, trial, all);
    List<double[]> parameters = new ArrayList<>();
    int at = MARGIN;
    for (long[] shape : shapes) {
      parameters.add(Arrays.copyOfRange(its, at, at + count(shape)));
      at += count(shape);
    }
    return parameters;
  }

  private static double[] row(INDArray array, int trial, int all) {
    double[] its = new double[all];
    Precision.DOUBLE.read(array, trial * all, its);
    return its;
  }

  private static int count(long[] shape) {
    return (int) (shape[0] * shape[1]);
  }

  static double[] part(double[] all, int trial, int count) {
    return Arrays.copyOfRange(all, trial * count, (trial + 1) * count);
  }

  static double[] numbers(Random random, int count) {
    double[] numbers = new double[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = 2 * random.nextDouble() - 1;
    }
    return numbers;
  }
}
