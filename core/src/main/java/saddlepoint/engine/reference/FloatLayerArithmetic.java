// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.reference;

import static saddlepoint.numerics.ElementaryFunctions.sqrt;

import java.util.Arrays;
import saddlepoint.recipe.BatchNorm;
import saddlepoint.recipe.LabelPlanes;
import saddlepoint.recipe.LabelProduct;

/** Single precision: these kernels define the bits. */
abstract class FloatLayerArithmetic extends FloatNormArithmetic
    implements LayerArithmetic<float[]> {
  @Override
  public void multiply(float[] x, float[] factors, float[] y, int count) {
    for (int i = 0; i < count; i++) {
      y[i] = x[i] * factors[i];
    }
  }

  @Override
  public void gather(float[] x, int from, int[] table, float[] y) {
    for (int i = 0; i < table.length; i++) {
      y[i] = table[i] < 0 ? 0f : x[from + table[i]];
    }
  }

  @Override
  public void scatterAdd(float[] dy, int[] table, float[] dx, int from) {
    for (int i = 0; i < table.length; i++) {
      if (table[i] >= 0) {
        dx[from + table[i]] += dy[i];
      }
    }
  }

  @Override
  public void largest(float[] x, int from, int[] table, float[] y, int to, int[] chosen) {
    int window = table.length / chosen.length;
    for (int output = 0; output < chosen.length; output++) {
      int best = table[output * window];
      for (int k = 1; k < window; k++) {
        int other = table[output * window + k];
        if (!(x[from + other] <= x[from + best]) && !Float.isNaN(x[from + best])) {
          best = other;
        }
      }
      chosen[output] = best;
      y[to + output] = x[from + best];
    }
  }

  @Override
  public void labelPlanes(LabelPlanes layer, float[] x, float[] y, int rows) {
    int channels = layer.image().channels();
    int each = channels + layer.classes();
    for (int row = 0; row < rows; row++) {
      int label = (int) x[row * layer.in() + layer.image().columns()];
      for (int pixel = 0; pixel < layer.image().pixels(); pixel++) {
        int to = row * layer.out() + pixel * each;
        System.arraycopy(x, row * layer.in() + pixel * channels, y, to, channels);
        Arrays.fill(y, to + channels, to + each, 0f);
        y[to + channels + label] = 1f;
      }
    }
  }

  @Override
  public void labelProduct(LabelProduct layer, float[] x, float[] table, float[] y, int rows) {
    int columns = layer.columns();
    for (int row = 0; row < rows; row++) {
      int label = (int) x[row * layer.in() + columns];
      for (int k = 0; k < columns; k++) {
        y[row * columns + k] = x[row * layer.in() + k] * table[label * columns + k];
      }
    }
  }

  @Override
  public void labelProductGradient(
      LabelProduct layer, float[] x, float[] dy, float[] gradient, int rows) {
    int columns = layer.columns();
    for (int row = 0; row < rows; row++) {
      int label = (int) x[row * layer.in() + columns];
      for (int k = 0; k < columns; k++) {
        int at = label * columns + k;
        gradient[at] = Math.fma(x[row * layer.in() + k], dy[row * columns + k], gradient[at]);
      }
    }
  }

  @Override
  public void labelProductInputGradient(
      LabelProduct layer, float[] x, float[] table, float[] dy, float[] dx, int rows) {
    int columns = layer.columns();
    for (int row = 0; row < rows; row++) {
      int label = (int) x[row * layer.in() + columns];
      for (int k = 0; k < columns; k++) {
        dx[row * layer.in() + k] = dy[row * columns + k] * table[label * columns + k];
      }
      dx[row * layer.in() + columns] = 0f;
    }
  }

  @Override
  public void batchStatistics(float[] x, float[] statistics, int count, int channels) {
    for (int channel = 0; channel < channels; channel++) {
      double sum = 0;
      for (int i = channel; i < count * channels; i += channels) {
        sum += x[i];
      }
      double mean = sum / count;
      double squares = 0;
      for (int i = channel; i < count * channels; i += channels) {
        squares += (x[i] - mean) * (x[i] - mean);
      }
      statistics[channel] = (float) mean;
      statistics[channels + channel] = (float) (squares / count);
    }
  }

  @Override
  public void moveStatistics(BatchNorm layer, float[] statistics, float[] weights, int count) {
    float decay = (float) layer.decay();
    float ofMean = (float) (1 - layer.decay());
    float ofVariance = (float) ((1 - layer.decay()) * layer.correction(count));
    int channels = layer.channels();
    for (int i = 0; i < 2 * channels; i++) {
      float rest = i < channels ? ofMean : ofVariance;
      int moving = BatchNorm.MEAN * channels + i;
      weights[moving] = decay * weights[moving] + rest * statistics[i];
    }
  }

  @Override
  public void batchNorm(
      BatchNorm layer,
      float[] x,
      float[] statistics,
      int from,
      float[] weights,
      float[] beta,
      float[] normal,
      float[] y,
      int count) {
    int channels = layer.channels();
    float[] inverse = inverse(layer, statistics, from);
    for (int i = 0; i < count * channels; i++) {
      int channel = i % channels;
      normal[i] = (x[i] - statistics[from + channel]) * inverse[channel];
      y[i] = Math.fma(weights[channel], normal[i], beta[channel]);
    }
  }

  private static float[] inverse(BatchNorm layer, float[] statistics, int from) {
    float[] inverse = new float[layer.channels()];
    float epsilon = (float) layer.epsilon();
    for (int channel = 0; channel < inverse.length; channel++) {
      inverse[channel] = 1 / sqrt(statistics[from + inverse.length + channel] + epsilon);
    }
    return inverse;
  }

  @Override
  public void batchNormGradient(
      float[] normal, float[] dy, float[] ofWeights, float[] ofBeta, int count, int channels) {
    for (int channel = 0; channel < channels; channel++) {
      double ofGamma = 0;
      double sum = 0;
      for (int i = channel; i < count * channels; i += channels) {
        ofGamma += (double) dy[i] * normal[i];
        sum += dy[i];
      }
      ofWeights[channel] += (float) ofGamma;
      ofBeta[channel] += (float) sum;
    }
  }

  @Override
  public void batchNormInputGradient(
      BatchNorm layer,
      float[] normal,
      float[] statistics,
      int from,
      float[] weights,
      float[] dy,
      float[] dx,
      int count,
      boolean ofBatch) {
    int channels = layer.channels();
    float[] inverse = inverse(layer, statistics, from);
    float[] sums = new float[channels];
    float[] products = new float[channels];
    if (ofBatch) {
      batchNormGradient(normal, dy, products, sums, count, channels);
    }
    for (int i = 0; i < count * channels; i++) {
      int channel = i % channels;
      float centred = dy[i] - sums[channel] / count - normal[i] * (products[channel] / count);
      dx[i] = weights[channel] * inverse[channel] * centred;
    }
  }
}
