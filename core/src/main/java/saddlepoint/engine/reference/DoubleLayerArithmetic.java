// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.reference;

import java.util.Arrays;
import saddlepoint.recipe.BatchNorm;
import saddlepoint.recipe.LabelPlanes;
import saddlepoint.recipe.LabelProduct;

/** Double precision, as plainly as the formulas stand. */
abstract class DoubleLayerArithmetic extends DoubleNormArithmetic
    implements LayerArithmetic<double[]> {
  @Override
  public void multiply(double[] x, double[] factors, double[] y, int count) {
    for (int i = 0; i < count; i++) {
      y[i] = x[i] * factors[i];
    }
  }

  @Override
  public void gather(double[] x, int from, int[] table, double[] y) {
    for (int i = 0; i < table.length; i++) {
      y[i] = table[i] < 0 ? 0 : x[from + table[i]];
    }
  }

  @Override
  public void scatterAdd(double[] dy, int[] table, double[] dx, int from) {
    for (int i = 0; i < table.length; i++) {
      if (table[i] >= 0) {
        dx[from + table[i]] += dy[i];
      }
    }
  }

  @Override
  public void largest(double[] x, int from, int[] table, double[] y, int to, int[] chosen) {
    int window = table.length / chosen.length;
    for (int output = 0; output < chosen.length; output++) {
      int best = table[output * window];
      for (int k = 1; k < window; k++) {
        int other = table[output * window + k];
        if (!(x[from + other] <= x[from + best]) && !Double.isNaN(x[from + best])) {
          best = other;
        }
      }
      chosen[output] = best;
      y[to + output] = x[from + best];
    }
  }

  @Override
  public void labelPlanes(LabelPlanes layer, double[] x, double[] y, int rows) {
    int channels = layer.image().channels();
    int each = channels + layer.classes();
    for (int row = 0; row < rows; row++) {
      int label = (int) x[row * layer.in() + layer.image().columns()];
      for (int pixel = 0; pixel < layer.image().pixels(); pixel++) {
        int to = row * layer.out() + pixel * each;
        System.arraycopy(x, row * layer.in() + pixel * channels, y, to, channels);
        Arrays.fill(y, to + channels, to + each, 0);
        y[to + channels + label] = 1;
      }
    }
  }

  @Override
  public void labelProduct(LabelProduct layer, double[] x, double[] table, double[] y, int rows) {
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
      LabelProduct layer, double[] x, double[] dy, double[] gradient, int rows) {
    int columns = layer.columns();
    for (int row = 0; row < rows; row++) {
      int label = (int) x[row * layer.in() + columns];
      for (int k = 0; k < columns; k++) {
        int at = label * columns + k;
        gradient[at] = x[row * layer.in() + k] * dy[row * columns + k] + gradient[at];
      }
    }
  }

  @Override
  public void labelProductInputGradient(
      LabelProduct layer, double[] x, double[] table, double[] dy, double[] dx, int rows) {
    int columns = layer.columns();
    for (int row = 0; row < rows; row++) {
      int label = (int) x[row * layer.in() + columns];
      for (int k = 0; k < columns; k++) {
        dx[row * layer.in() + k] = dy[row * columns + k] * table[label * columns + k];
      }
      dx[row * layer.in() + columns] = 0;
    }
  }

  @Override
  public void batchStatistics(double[] x, double[] statistics, int count, int channels) {
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
      statistics[channel] = mean;
      statistics[channels + channel] = (squares / count);
    }
  }

  @Override
  public void moveStatistics(BatchNorm layer, double[] statistics, double[] weights, int count) {
    double decay = layer.decay();
    double ofMean = (1 - layer.decay());
    double ofVariance = ((1 - layer.decay()) * layer.correction(count));
    int channels = layer.channels();
    for (int i = 0; i < 2 * channels; i++) {
      double rest = i < channels ? ofMean : ofVariance;
      int moving = BatchNorm.MEAN * channels + i;
      weights[moving] = decay * weights[moving] + rest * statistics[i];
    }
  }

  @Override
  public void batchNorm(
      BatchNorm layer,
      double[] x,
      double[] statistics,
      int from,
      double[] weights,
      double[] beta,
      double[] normal,
      double[] y,
      int count) {
    int channels = layer.channels();
    double[] inverse = inverse(layer, statistics, from);
    for (int i = 0; i < count * channels; i++) {
      int channel = i % channels;
      normal[i] = (x[i] - statistics[from + channel]) * inverse[channel];
      y[i] = weights[channel] * normal[i] + beta[channel];
    }
  }

  private static double[] inverse(BatchNorm layer, double[] statistics, int from) {
    double[] inverse = new double[layer.channels()];
    double epsilon = layer.epsilon();
    for (int channel = 0; channel < inverse.length; channel++) {
      inverse[channel] = 1 / Math.sqrt(statistics[from + inverse.length + channel] + epsilon);
    }
    return inverse;
  }

  @Override
  public void batchNormGradient(
      double[] normal, double[] dy, double[] ofWeights, double[] ofBeta, int count, int channels) {
    for (int channel = 0; channel < channels; channel++) {
      double ofGamma = 0;
      double sum = 0;
      for (int i = channel; i < count * channels; i += channels) {
        ofGamma += dy[i] * normal[i];
        sum += dy[i];
      }
      ofWeights[channel] += ofGamma;
      ofBeta[channel] += sum;
    }
  }

  @Override
  public void batchNormInputGradient(
      BatchNorm layer,
      double[] normal,
      double[] statistics,
      int from,
      double[] weights,
      double[] dy,
      double[] dx,
      int count,
      boolean ofBatch) {
    int channels = layer.channels();
    double[] inverse = inverse(layer, statistics, from);
    double[] sums = new double[channels];
    double[] products = new double[channels];
    if (ofBatch) {
      batchNormGradient(normal, dy, products, sums, count, channels);
    }
    for (int i = 0; i < count * channels; i++) {
      int channel = i % channels;
      double centred = dy[i] - sums[channel] / count - normal[i] * (products[channel] / count);
      dx[i] = weights[channel] * inverse[channel] * centred;
    }
  }
}
