// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.reference;

import static saddlepoint.numerics.ElementaryFunctions.exp;
import static saddlepoint.numerics.ElementaryFunctions.sigmoid;
import static saddlepoint.numerics.ElementaryFunctions.softplus;
import static saddlepoint.numerics.ElementaryFunctions.sqrt;
import static saddlepoint.numerics.ElementaryFunctions.tanh;

import java.util.Arrays;
import saddlepoint.recipe.Activation;
import saddlepoint.recipe.Layer;
import saddlepoint.recipe.Optimizer;

/** Single precision: these kernels define the bits of training. */
public final class FloatArithmetic extends FloatLayerArithmetic implements Arithmetic<float[]> {

  // Rows of a one-column product are taken four at a time, to hide the latency of a fused
  // multiply-add; each still has one accumulator.
  private static final int ROWS = 4;

  // Columns from which a product is added up in vectors.
  private static final int WIDE = 16;

  // Columns of a product that are added up at once, so that what they are made of stays in a cache.
  private static final int BLOCK = 512;

  private float[][] vectors = new float[0][];
  private final float[] sums = new float[BLOCK];

  @Override
  public float[] allocate(int count) {
    return new float[count];
  }

  @Override
  public void load(float[] source, float[] target, int count) {
    System.arraycopy(source, 0, target, 0, count);
  }

  @Override
  public void store(float[] source, float[] target, int count) {
    System.arraycopy(source, 0, target, 0, count);
  }

  @Override
  public void read(double[] source, int offset, float[] target, int count) {
    for (int i = 0; i < count; i++) {
      target[i] = (float) source[offset + i];
    }
  }

  @Override
  public void write(float[] source, double[] target, int offset, int count) {
    for (int i = 0; i < count; i++) {
      target[offset + i] = source[i];
    }
  }

  @Override
  public void copy(float[] source, int sourceOffset, float[] target, int targetOffset, int count) {
    System.arraycopy(source, sourceOffset, target, targetOffset, count);
  }

  @Override
  public void clear(float[] target, int count) {
    Arrays.fill(target, 0, count, 0f);
  }

  @Override
  public void affine(
      float[] x, float[] weights, float[] biases, float[] y, int rows, int in, int out) {
    if (out == 1) {
      affineColumn(x, weights, biases == null ? 0f : biases[0], y, rows, in);
      return;
    }
    for (int row = 0; row < rows; row++) {
      if (biases == null) {
        Arrays.fill(y, row * out, (row + 1) * out, 0f);
      } else {
        System.arraycopy(biases, 0, y, row * out, out);
      }
    }
    addProduct(x, in, 1, weights, out, 1, y, out, 1, rows, in, out);
  }

  /**
   * Adds to c[i, j] of m rows and n columns, which may be a transposed matrix like the others,
   * every a[i, k] times b[k, j] in the order of k, each rounded once.
   *
   * <p>The compiler makes vectors of a loop over several arrays only where it takes the same
   * indices of all. So rows of b are copied to arrays of their own first.
   */
  private void addProduct(
      float[] a,
      int aRow,
      int aColumn,
      float[] b,
      int bRow,
      int bColumn,
      float[] c,
      int cRow,
      int cColumn,
      int m,
      int q,
      int n) {
    if (Math.max(m, n) < WIDE) {
      // Copies would take longer than the sums.
      for (int i = 0; i < m; i++) {
        for (int j = 0; j < n; j++) {
          float sum = c[i * cRow + j * cColumn];
          for (int k = 0; k < q; k++) {
            sum = Math.fma(a[i * aRow + k * aColumn], b[k * bRow + j * bColumn], sum);
          }
          c[i * cRow + j * cColumn] = sum;
        }
      }
      return;
    }
    if (n < WIDE && n < m) {
      addProduct(b, bColumn, bRow, a, aColumn, aRow, c, cColumn, cRow, n, q, m);
      return;
    }
    for (int first = 0; first < n; first += BLOCK) {
      int columns = Math.min(BLOCK, n - first);
      keepVectors(b, first * bColumn, bRow, bColumn, q, columns);
      for (int i = 0; i < m; i++) {
        int to = i * cRow + first * cColumn;
        copy(c, to, cColumn, sums, columns);
        addVectors(a, i * aRow, aColumn, q, columns);
        for (int j = 0; j < columns; j++) {
          c[to + j * cColumn] = sums[j];
        }
      }
    }
  }

  private void keepVectors(float[] matrix, int from, int row, int column, int rows, int columns) {
    if (vectors.length < rows) {
      int before = vectors.length;
      vectors = Arrays.copyOf(vectors, rows);
      Arrays.fill(vectors, before, rows, new float[0]);
    }
    for (int k = 0; k < rows; k++) {
      if (vectors[k].length < columns) {
        vectors[k] = new float[columns];
      }
      copy(matrix, from + k * row, column, vectors[k], columns);
    }
  }

  private static void copy(float[] from, int first, int stride, float[] to, int count) {
    if (stride == 1) {
      System.arraycopy(from, first, to, 0, count);
      return;
    }
    for (int j = 0; j < count; j++) {
      to[j] = from[first + j * stride];
    }
  }

  /** Adds so many of the kept vectors to the sums, each times its factor. */
  private void addVectors(float[] factors, int from, int stride, int count, int columns) {
    int k = 0;
    int at = from;
    // Short loops are left out, after which the compiler would no longer unroll the long ones.
    for (; columns >= WIDE && k + ROWS <= count; k += ROWS) {
      addVectors(
          factors[at],
          vectors[k],
          factors[at + stride],
          vectors[k + 1],
          factors[at + 2 * stride],
          vectors[k + 2],
          factors[at + 3 * stride],
          vectors[k + 3],
          sums,
          columns);
      at += ROWS * stride;
    }
    for (; k < count; k++) {
      addVector(factors[at], vectors[k], sums, columns);
      at += stride;
    }
  }

  private static void addVectors(
      float f0,
      float[] v0,
      float f1,
      float[] v1,
      float f2,
      float[] v2,
      float f3,
      float[] v3,
      float[] sums,
      int columns) {
    for (int j = 0; j < columns; j++) {
      float sum = Math.fma(f1, v1[j], Math.fma(f0, v0[j], sums[j]));
      sums[j] = Math.fma(f3, v3[j], Math.fma(f2, v2[j], sum));
    }
  }

  private static void addVector(float factor, float[] vector, float[] sums, int columns) {
    for (int j = 0; j < columns; j++) {
      sums[j] = Math.fma(factor, vector[j], sums[j]);
    }
  }

  private static void affineColumn(
      float[] x, float[] weights, float bias, float[] y, int rows, int in) {
    int row = 0;
    for (; row + ROWS <= rows; row += ROWS) {
      int x0 = row * in;
      int x1 = x0 + in;
      int x2 = x1 + in;
      int x3 = x2 + in;
      float y0 = bias;
      float y1 = bias;
      float y2 = bias;
      float y3 = bias;
      for (int k = 0; k < in; k++) {
        float w = weights[k];
        y0 = Math.fma(x[x0 + k], w, y0);
        y1 = Math.fma(x[x1 + k], w, y1);
        y2 = Math.fma(x[x2 + k], w, y2);
        y3 = Math.fma(x[x3 + k], w, y3);
      }
      y[row] = y0;
      y[row + 1] = y1;
      y[row + 2] = y2;
      y[row + 3] = y3;
    }
    for (; row < rows; row++) {
      float sum = bias;
      for (int k = 0; k < in; k++) {
        sum = Math.fma(x[row * in + k], weights[k], sum);
      }
      y[row] = sum;
    }
  }

  @Override
  public void weightGradient(float[] x, float[] dy, float[] gradient, int rows, int in, int out) {
    addProduct(x, 1, in, dy, out, 1, gradient, out, 1, in, rows, out);
  }

  @Override
  public void biasGradient(float[] dy, float[] gradient, int rows, int out) {
    for (int row = 0; row < rows; row++) {
      int from = row * out;
      for (int j = 0; j < out; j++) {
        gradient[j] += dy[from + j];
      }
    }
  }

  @Override
  public void inputGradient(float[] dy, float[] weights, float[] dx, int rows, int in, int out) {
    Arrays.fill(dx, 0, rows * in, 0f);
    addInputGradient(dy, weights, dx, rows, in, out);
  }

  private void addInputGradient(
      float[] dy, float[] weights, float[] dx, int rows, int in, int out) {
    addProduct(dy, out, 1, weights, 1, out, dx, in, 1, rows, out, in);
  }

  @Override
  public void activate(Activation activation, float[] x, float[] y, int count) {
    switch (activation) {
      case LINEAR -> System.arraycopy(x, 0, y, 0, count);
      case TANH -> {
        for (int i = 0; i < count; i++) {
          y[i] = tanh(x[i]);
        }
      }
      case SIGMOID -> {
        for (int i = 0; i < count; i++) {
          y[i] = sigmoid(x[i]);
        }
      }
      case RELU -> {
        for (int i = 0; i < count; i++) {
          y[i] = x[i] <= 0f ? 0f : x[i];
        }
      }
      case LEAKY_RELU, LEAKY_RELU_1, LEAKY_RELU_10, LEAKY_RELU_30 -> {
        float slope = (float) activation.slope();
        for (int i = 0; i < count; i++) {
          y[i] = x[i] <= 0f ? slope * x[i] : x[i];
        }
      }
      case SOFTPLUS -> {
        for (int i = 0; i < count; i++) {
          y[i] = softplus(x[i]);
        }
      }
    }
  }

  @Override
  public void activationGradient(
      Activation activation, float[] x, float[] y, float[] dy, int count) {
    switch (activation) {
      case LINEAR -> {}
      case TANH -> {
        for (int i = 0; i < count; i++) {
          dy[i] *= Math.fma(-y[i], y[i], 1f);
        }
      }
      case SIGMOID -> {
        for (int i = 0; i < count; i++) {
          dy[i] *= y[i] * (1f - y[i]);
        }
      }
      case RELU -> {
        for (int i = 0; i < count; i++) {
          dy[i] = x[i] <= 0f ? 0f : dy[i];
        }
      }
      case LEAKY_RELU, LEAKY_RELU_1, LEAKY_RELU_10, LEAKY_RELU_30 -> {
        float slope = (float) activation.slope();
        for (int i = 0; i < count; i++) {
          dy[i] = x[i] <= 0f ? slope * dy[i] : dy[i];
        }
      }
      case SOFTPLUS -> {
        for (int i = 0; i < count; i++) {
          dy[i] *= sigmoid(x[i]);
        }
      }
    }
  }

  @Override
  public void activationGradientTangent(
      Activation activation,
      float[] x,
      float[] y,
      float[] dx,
      float[] xTangent,
      float[] dyTangent,
      int count) {
    activationGradient(activation, x, y, dyTangent, count);
    switch (activation) {
      case LINEAR, RELU, LEAKY_RELU, LEAKY_RELU_1, LEAKY_RELU_10, LEAKY_RELU_30 -> {}
      case TANH -> {
        for (int i = 0; i < count; i++) {
          dyTangent[i] = Math.fma(dx[i], -2f * y[i] * xTangent[i], dyTangent[i]);
        }
      }
      case SIGMOID -> {
        for (int i = 0; i < count; i++) {
          dyTangent[i] = Math.fma(dx[i], (1f - 2f * y[i]) * xTangent[i], dyTangent[i]);
        }
      }
      case SOFTPLUS -> {
        for (int i = 0; i < count; i++) {
          dyTangent[i] = Math.fma(dx[i], (1f - sigmoid(x[i])) * xTangent[i], dyTangent[i]);
        }
      }
    }
  }

  @Override
  public void scale(double factor, float[] x, float[] y, int count) {
    float value = (float) factor;
    for (int i = 0; i < count; i++) {
      y[i] = value * x[i];
    }
  }

  @Override
  public void addScaled(double a, float[] x, float[] y, int count) {
    float value = (float) a;
    for (int i = 0; i < count; i++) {
      y[i] = Math.fma(value, x[i], y[i]);
    }
  }

  @Override
  public void moveAverage(double rest, float[] values, float[] average, int count) {
    float taken = (float) rest;
    for (int i = 0; i < count; i++) {
      average[i] = Math.fma(taken, values[i] - average[i], average[i]);
    }
  }

  @Override
  public void addNoise(float[] x, double scale, float[] n, float[] y, int count) {
    float value = (float) scale;
    for (int i = 0; i < count; i++) {
      y[i] = Math.fma(value, n[i], x[i]);
    }
  }

  @Override
  public void minibatch(
      Layer.MinibatchDiscrimination layer,
      float[] x,
      float[] projected,
      float[] similarity,
      float[] y,
      int rows) {
    int kernels = layer.kernels();
    int dimensions = layer.dimensions();
    int columns = kernels * dimensions;
    int out = layer.out();
    for (int i = 0; i < rows; i++) {
      System.arraycopy(x, i * layer.in(), y, i * out, layer.in());
      for (int k = 0; k < kernels; k++) {
        float sum = 0f;
        for (int j = 0; j < rows; j++) {
          float distance = i == j ? (float) layer.selfDistance() : 0f;
          for (int c = 0; c < dimensions; c++) {
            int at = k * dimensions + c;
            distance += Math.abs(projected[i * columns + at] - projected[j * columns + at]);
          }
          float similar = exp(-distance);
          similarity[(i * rows + j) * kernels + k] = similar;
          sum += similar;
        }
        y[i * out + layer.in() + k] = sum;
      }
    }
  }

  @Override
  public void minibatchGradient(
      Layer.MinibatchDiscrimination layer,
      float[] projected,
      float[] similarity,
      float[] dy,
      float[] dProjected,
      int rows) {
    int kernels = layer.kernels();
    int dimensions = layer.dimensions();
    int columns = kernels * dimensions;
    int out = layer.out();
    int in = layer.in();
    for (int i = 0; i < rows; i++) {
      for (int k = 0; k < kernels; k++) {
        for (int c = 0; c < dimensions; c++) {
          int at = k * dimensions + c;
          float sum = 0f;
          for (int j = 0; j < rows; j++) {
            float both = dy[i * out + in + k] + dy[j * out + in + k];
            float slope = both * similarity[(i * rows + j) * kernels + k];
            float difference = projected[i * columns + at] - projected[j * columns + at];
            sum -= difference > 0f ? slope : difference < 0f ? -slope : 0f * difference;
          }
          dProjected[i * columns + at] = sum;
        }
      }
    }
  }

  @Override
  public void minibatchInputGradient(
      Layer.MinibatchDiscrimination layer,
      float[] dy,
      float[] dProjected,
      float[] weights,
      float[] dx,
      int rows) {
    for (int row = 0; row < rows; row++) {
      System.arraycopy(dy, row * layer.out(), dx, row * layer.in(), layer.in());
    }
    addInputGradient(
        dProjected, weights, dx, rows, layer.in(), layer.kernels() * layer.dimensions());
  }

  @Override
  public void clip(float[] w, double bound, int count) {
    float most = (float) bound;
    for (int i = 0; i < count; i++) {
      w[i] = Math.min(Math.max(w[i], -most), most);
    }
  }

  @Override
  public double addSquares(double start, float[] values, int count) {
    float sum = (float) start;
    for (int i = 0; i < count; i++) {
      sum = Math.fma(values[i], values[i], sum);
    }
    return sum;
  }

  @Override
  public double mean(float[] values, int rows) {
    float sum = 0f;
    for (int i = 0; i < rows; i++) {
      sum += values[i];
    }
    return sum * (1f / rows);
  }

  @Override
  public boolean contains(float[] values, double value, int rows) {
    for (int i = 0; i < rows; i++) {
      if (values[i] == value) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void update(
      Optimizer rule,
      double rate,
      float[] w,
      float[] gradient,
      float[] first,
      float[] second,
      int count) {
    float step = (float) rate;
    float momentum = (float) rule.momentum();
    float epsilon = (float) rule.epsilon();
    switch (rule.kind()) {
      case SGD -> {
        for (int i = 0; i < count; i++) {
          w[i] = Math.fma(-step, gradient[i], w[i]);
        }
      }
      case MOMENTUM -> {
        for (int i = 0; i < count; i++) {
          first[i] = normal(Math.fma(momentum, first[i], gradient[i]));
          w[i] = Math.fma(-step, first[i], w[i]);
        }
      }
      case NESTEROV -> {
        float ahead = 1f + momentum;
        for (int i = 0; i < count; i++) {
          float before = first[i];
          float velocity = normal(Math.fma(momentum, before, -(step * gradient[i])));
          first[i] = velocity;
          w[i] += Math.fma(ahead, velocity, -(momentum * before));
        }
      }
      case ADAM -> {
        float beta1 = (float) rule.beta1();
        float beta2 = (float) rule.beta2();
        float rest1 = (float) (1 - rule.beta1());
        float rest2 = (float) (1 - rule.beta2());
        for (int i = 0; i < count; i++) {
          float g = gradient[i];
          first[i] = normal(Math.fma(beta1, first[i], rest1 * g));
          second[i] = normal(Math.fma(beta2, second[i], rest2 * g * g));
          w[i] -= step * first[i] / (sqrt(second[i]) + epsilon);
        }
      }
      case RMSPROP -> {
        float rho = (float) rule.rho();
        float rest = (float) (1 - rule.rho());
        for (int i = 0; i < count; i++) {
          float g = gradient[i];
          first[i] = normal(Math.fma(rho, first[i], rest * g * g));
          w[i] -= step * g / (sqrt(first[i]) + epsilon);
        }
      }
      case OPTIMISTIC -> {
        for (int i = 0; i < count; i++) {
          w[i] = Math.fma(-step, Math.fma(2f, gradient[i], -first[i]), w[i]);
          first[i] = normal(gradient[i]);
        }
      }
    }
  }

  /**
   * A state that decays without ever being fed again stays subnormal for good, where a processor
   * takes a hundred times as long for it: such a state is 0.
   */
  private static float normal(float state) {
    return Math.abs(state) < Float.MIN_NORMAL ? 0f : state;
  }
}
