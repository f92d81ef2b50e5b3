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
  private static final float LEAK = 0.2f;

  // Rows of a one-column product are taken four at a time, to hide the latency of a fused
  // multiply-add; each still has one accumulator.
  private static final int ROWS = 4;

  private float[] transposed = new float[0];

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
      int to = row * out;
      if (biases == null) {
        Arrays.fill(y, to, to + out, 0f);
      } else {
        System.arraycopy(biases, 0, y, to, out);
      }
      accumulate(x, row * in, in, weights, y, to, out);
    }
  }

  private static void accumulate(
      float[] x, int from, int in, float[] weights, float[] y, int to, int out) {
    for (int k = 0; k < in; k++) {
      float value = x[from + k];
      int w = k * out;
      for (int j = 0; j < out; j++) {
        y[to + j] = Math.fma(value, weights[w + j], y[to + j]);
      }
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
    for (int row = 0; row < rows; row++) {
      if (out == 1) {
        accumulateColumn(x, row * in, dy[row], gradient, in);
      } else {
        accumulateOuter(x, row * in, dy, row * out, gradient, in, out);
      }
    }
  }

  private static void accumulateColumn(float[] x, int from, float value, float[] gradient, int in) {
    for (int k = 0; k < in; k++) {
      gradient[k] = Math.fma(x[from + k], value, gradient[k]);
    }
  }

  private static void accumulateOuter(
      float[] x, int xFrom, float[] dy, int dyFrom, float[] gradient, int in, int out) {
    for (int k = 0; k < in; k++) {
      float value = x[xFrom + k];
      int g = k * out;
      for (int j = 0; j < out; j++) {
        gradient[g + j] = Math.fma(value, dy[dyFrom + j], gradient[g + j]);
      }
    }
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
    if (transposed.length < in * out) {
      transposed = new float[in * out];
    }
    for (int k = 0; k < in; k++) {
      for (int j = 0; j < out; j++) {
        transposed[j * in + k] = weights[k * out + j];
      }
    }
    for (int row = 0; row < rows; row++) {
      accumulate(dy, row * out, out, transposed, dx, row * in, in);
    }
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
      case LEAKY_RELU -> {
        for (int i = 0; i < count; i++) {
          y[i] = x[i] <= 0f ? LEAK * x[i] : x[i];
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
      case LEAKY_RELU -> {
        for (int i = 0; i < count; i++) {
          dy[i] = x[i] <= 0f ? LEAK * dy[i] : dy[i];
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
  public void scale(double factor, float[] x, float[] y, int count) {
    float value = (float) factor;
    for (int i = 0; i < count; i++) {
      y[i] = value * x[i];
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
