// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.reference;

import java.util.Arrays;
import saddlepoint.recipe.Activation;
import saddlepoint.recipe.Layer;
import saddlepoint.recipe.Optimizer;

/**
 * Double precision, as plainly as the formulas stand: what finite differences and other engines are
 * compared with. It shares no kernel with the float form, so that one checks the other.
 */
public final class DoubleArithmetic extends DoubleLayerArithmetic implements Arithmetic<double[]> {
  // Copies for a narrower product would take longer than its sums.
  private static final int NARROW = 16;

  @Override
  public double[] allocate(int count) {
    return new double[count];
  }

  @Override
  public void load(float[] source, double[] target, int count) {
    for (int i = 0; i < count; i++) {
      target[i] = source[i];
    }
  }

  @Override
  public void store(double[] source, float[] target, int count) {
    for (int i = 0; i < count; i++) {
      target[i] = (float) source[i];
    }
  }

  @Override
  public void read(double[] source, int offset, double[] target, int count) {
    for (int i = 0; i < count; i++) {
      target[i] = source[offset + i];
    }
  }

  @Override
  public void write(double[] source, double[] target, int offset, int count) {
    for (int i = 0; i < count; i++) {
      target[offset + i] = source[i];
    }
  }

  @Override
  public void copy(
      double[] source, int sourceOffset, double[] target, int targetOffset, int count) {
    System.arraycopy(source, sourceOffset, target, targetOffset, count);
  }

  @Override
  public void clear(double[] target, int count) {
    Arrays.fill(target, 0, count, 0);
  }

  @Override
  public void affine(
      double[] x, double[] weights, double[] biases, double[] y, int rows, int in, int out) {
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < out; j++) {
        y[i * out + j] = biases == null ? 0 : biases[j];
      }
    }
    addProduct(x, in, 1, weights, out, 1, y, out, 1, rows, in, out);
  }

  /**
   * Adds to c[i, j] every a[i, k] times b[k, j] in the order of k, where a matrix has the place of
   * [i, j] by the strides of its rows and columns. The compiler makes vectors of the innermost loop
   * only where all arrays begin at one index: hence the copies, along the longer side of c.
   */
  private static void addProduct(
      double[] a,
      int aRow,
      int aColumn,
      double[] b,
      int bRow,
      int bColumn,
      double[] c,
      int cRow,
      int cColumn,
      int m,
      int q,
      int n) {
    if (Math.min(m, n) == 1 || Math.max(m, n) < NARROW) {
      for (int i = 0; i < m; i++) {
        for (int j = 0; j < n; j++) {
          double sum = c[i * cRow + j * cColumn];
          for (int k = 0; k < q; k++) {
            sum += a[i * aRow + k * aColumn] * b[k * bRow + j * bColumn];
          }
          c[i * cRow + j * cColumn] = sum;
        }
      }
      return;
    }
    if (n < m) {
      addProduct(b, bColumn, bRow, a, aColumn, aRow, c, cColumn, cRow, n, q, m);
      return;
    }
    double[][] vectors = new double[q][n];
    // In the order of b in memory, or the copy of a large matrix takes longer than the product.
    if (bColumn == 1) {
      for (int k = 0; k < q; k++) {
        System.arraycopy(b, k * bRow, vectors[k], 0, n);
      }
    } else {
      for (int j = 0; j < n; j++) {
        for (int k = 0; k < q; k++) {
          vectors[k][j] = b[k * bRow + j * bColumn];
        }
      }
    }
    double[] sums = new double[n];
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        sums[j] = c[i * cRow + j * cColumn];
      }
      for (int k = 0; k < q; k++) {
        addVector(a[i * aRow + k * aColumn], vectors[k], sums);
      }
      for (int j = 0; j < n; j++) {
        c[i * cRow + j * cColumn] = sums[j];
      }
    }
  }

  private static void addVector(double factor, double[] vector, double[] sums) {
    for (int j = 0; j < sums.length; j++) {
      sums[j] += factor * vector[j];
    }
  }

  @Override
  public void weightGradient(
      double[] x, double[] dy, double[] gradient, int rows, int in, int out) {
    addProduct(x, 1, in, dy, out, 1, gradient, out, 1, in, rows, out);
  }

  @Override
  public void biasGradient(double[] dy, double[] gradient, int rows, int out) {
    for (int i = 0; i < rows * out; i++) {
      gradient[i % out] += dy[i];
    }
  }

  @Override
  public void inputGradient(double[] dy, double[] weights, double[] dx, int rows, int in, int out) {
    Arrays.fill(dx, 0, rows * in, 0);
    addProduct(dy, out, 1, weights, 1, out, dx, in, 1, rows, out, in);
  }

  @Override
  public void activate(Activation activation, double[] x, double[] y, int count) {
    for (int i = 0; i < count; i++) {
      y[i] =
          switch (activation) {
            case LINEAR -> x[i];
            case TANH -> StrictMath.tanh(x[i]);
            case SIGMOID -> sigmoid(x[i]);
            case RELU -> x[i] <= 0 ? 0 : x[i];
            case LEAKY_RELU, LEAKY_RELU_1, LEAKY_RELU_10, LEAKY_RELU_30 ->
                x[i] <= 0 ? activation.slope() * x[i] : x[i];
            case SOFTPLUS -> softplus(x[i]);
          };
    }
  }

  @Override
  public void activationGradient(
      Activation activation, double[] x, double[] y, double[] dy, int count) {
    for (int i = 0; i < count; i++) {
      dy[i] *=
          switch (activation) {
            case LINEAR -> 1;
            case TANH -> 1 - y[i] * y[i];
            case SIGMOID -> y[i] * (1 - y[i]);
            case RELU -> x[i] <= 0 ? 0 : 1;
            case LEAKY_RELU, LEAKY_RELU_1, LEAKY_RELU_10, LEAKY_RELU_30 ->
                x[i] <= 0 ? activation.slope() : 1;
            case SOFTPLUS -> sigmoid(x[i]);
          };
    }
  }

  @Override
  public void activationGradientTangent(
      Activation activation,
      double[] x,
      double[] y,
      double[] dx,
      double[] xTangent,
      double[] dyTangent,
      int count) {
    activationGradient(activation, x, y, dyTangent, count);
    for (int i = 0; i < count; i++) {
      double curvature =
          switch (activation) {
            case LINEAR, RELU, LEAKY_RELU, LEAKY_RELU_1, LEAKY_RELU_10, LEAKY_RELU_30 -> 0;
            case TANH -> -2 * y[i];
            case SIGMOID -> 1 - 2 * y[i];
            case SOFTPLUS -> sigmoid(-x[i]);
          };
      dyTangent[i] += dx[i] * curvature * xTangent[i];
    }
  }

  @Override
  public void scale(double factor, double[] x, double[] y, int count) {
    for (int i = 0; i < count; i++) {
      y[i] = factor * x[i];
    }
  }

  @Override
  public void addScaled(double a, double[] x, double[] y, int count) {
    for (int i = 0; i < count; i++) {
      y[i] += a * x[i];
    }
  }

  @Override
  public void moveAverage(double rest, double[] values, double[] average, int count) {
    for (int i = 0; i < count; i++) {
      average[i] += rest * (values[i] - average[i]);
    }
  }

  @Override
  public void addNoise(double[] x, double scale, float[] n, double[] y, int count) {
    for (int i = 0; i < count; i++) {
      y[i] = x[i] + scale * n[i];
    }
  }

  @Override
  public void minibatch(
      Layer.MinibatchDiscrimination layer,
      double[] x,
      double[] projected,
      double[] similarity,
      double[] y,
      int rows) {
    int kernels = layer.kernels();
    for (int i = 0; i < rows; i++) {
      System.arraycopy(x, i * layer.in(), y, i * layer.out(), layer.in());
      for (int k = 0; k < kernels; k++) {
        double sum = 0;
        for (int j = 0; j < rows; j++) {
          double distance = i == j ? layer.selfDistance() : 0;
          for (int c = 0; c < layer.dimensions(); c++) {
            distance += Math.abs(difference(layer, projected, i, j, k, c));
          }
          similarity[(i * rows + j) * kernels + k] = StrictMath.exp(-distance);
          sum += similarity[(i * rows + j) * kernels + k];
        }
        y[i * layer.out() + layer.in() + k] = sum;
      }
    }
  }

  @Override
  public void minibatchGradient(
      Layer.MinibatchDiscrimination layer,
      double[] projected,
      double[] similarity,
      double[] dy,
      double[] dProjected,
      int rows) {
    int kernels = layer.kernels();
    int columns = kernels * layer.dimensions();
    Arrays.fill(dProjected, 0, rows * columns, 0);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < rows; j++) {
        for (int k = 0; k < kernels; k++) {
          double ofFeature = dy[i * layer.out() + layer.in() + k];
          double slope = -ofFeature * similarity[(i * rows + j) * kernels + k];
          for (int c = 0; c < layer.dimensions(); c++) {
            double sign = Math.signum(difference(layer, projected, i, j, k, c));
            dProjected[i * columns + k * layer.dimensions() + c] += slope * sign;
            dProjected[j * columns + k * layer.dimensions() + c] -= slope * sign;
          }
        }
      }
    }
  }

  private static double difference(
      Layer.MinibatchDiscrimination layer, double[] projected, int i, int j, int k, int c) {
    int columns = layer.kernels() * layer.dimensions();
    int at = k * layer.dimensions() + c;
    return projected[i * columns + at] - projected[j * columns + at];
  }

  @Override
  public void minibatchInputGradient(
      Layer.MinibatchDiscrimination layer,
      double[] dy,
      double[] dProjected,
      double[] weights,
      double[] dx,
      int rows) {
    int in = layer.in();
    inputGradient(dProjected, weights, dx, rows, in, layer.kernels() * layer.dimensions());
    for (int i = 0; i < rows; i++) {
      for (int k = 0; k < in; k++) {
        dx[i * in + k] += dy[i * layer.out() + k];
      }
    }
  }

  @Override
  public void clip(double[] w, double bound, int count) {
    double most = bound;
    for (int i = 0; i < count; i++) {
      w[i] = Math.min(Math.max(w[i], -most), most);
    }
  }

  @Override
  public double addSquares(double start, double[] values, int count) {
    double sum = start;
    for (int i = 0; i < count; i++) {
      sum += values[i] * values[i];
    }
    return sum;
  }

  @Override
  public double mean(double[] values, int rows) {
    return Arrays.stream(values, 0, rows).sum() / rows;
  }

  @Override
  public boolean contains(double[] values, double value, int rows) {
    return Arrays.stream(values, 0, rows).anyMatch(it -> it == value);
  }

  @Override
  public void update(
      Optimizer rule,
      double rate,
      double[] w,
      double[] gradient,
      double[] first,
      double[] second,
      int count) {
    for (int i = 0; i < count; i++) {
      double g = gradient[i];
      switch (rule.kind()) {
        case SGD -> w[i] -= rate * g;
        case MOMENTUM -> {
          first[i] = rule.momentum() * first[i] + g;
          w[i] -= rate * first[i];
        }
        case NESTEROV -> {
          double before = first[i];
          first[i] = rule.momentum() * before - rate * g;
          w[i] += (1 + rule.momentum()) * first[i] - rule.momentum() * before;
        }
        case ADAM -> {
          first[i] = rule.beta1() * first[i] + (1 - rule.beta1()) * g;
          second[i] = rule.beta2() * second[i] + (1 - rule.beta2()) * g * g;
          w[i] -= rate * first[i] / (Math.sqrt(second[i]) + rule.epsilon());
        }
        case RMSPROP -> {
          first[i] = rule.rho() * first[i] + (1 - rule.rho()) * g * g;
          w[i] -= rate * g / (Math.sqrt(first[i]) + rule.epsilon());
        }
        case OPTIMISTIC -> {
          w[i] -= rate * (2 * g - first[i]);
          first[i] = g;
        }
      }
    }
  }
}
