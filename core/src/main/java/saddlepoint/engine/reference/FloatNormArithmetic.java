// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.reference;

import saddlepoint.recipe.LayerNorm;
import saddlepoint.recipe.NormalizedWeights;

/** Single precision: these kernels define the bits. */
abstract class FloatNormArithmetic extends FloatLosses implements NormArithmetic<float[]> {
  @Override
  public void layerNorm(
      float[] x, float[] normal, float[] inverse, int rows, int columns, int channels) {
    int count = columns / channels;
    for (int group = 0; group < rows * channels; group++) {
      int from = group / channels * columns + group % channels;
      int end = from + columns;
      double mean = 0;
      for (int i = from; i < end; i += channels) {
        mean += x[i];
      }
      mean /= count;
      double squares = 0;
      for (int i = from; i < end; i += channels) {
        squares += (x[i] - mean) * (x[i] - mean);
      }
      double root = 1 / Math.sqrt(squares / count + LayerNorm.EPSILON);
      inverse[group] = (float) root;
      for (int i = from; i < end; i += channels) {
        normal[i] = (float) ((x[i] - mean) * root);
      }
    }
  }

  @Override
  public void scaleColumns(
      float[] x, float[] gamma, float[] beta, float[] y, int rows, int columns) {
    for (int i = 0; i < rows * columns; i++) {
      int column = i % columns;
      y[i] = beta == null ? x[i] * gamma[column] : Math.fma(x[i], gamma[column], beta[column]);
    }
  }

  @Override
  public void layerNormTangent(
      float[] normal, float[] inverse, float[] a, float[] b, int rows, int columns, int channels) {
    int count = columns / channels;
    for (int group = 0; group < rows * channels; group++) {
      int from = group / channels * columns + group % channels;
      int end = from + columns;
      double mean = 0;
      double product = 0;
      for (int i = from; i < end; i += channels) {
        mean += a[i];
        product += (double) normal[i] * a[i];
      }
      mean /= count;
      product /= count;
      for (int i = from; i < end; i += channels) {
        b[i] = (float) (inverse[group] * (a[i] - mean - normal[i] * product));
      }
    }
  }

  @Override
  public void addLayerNormCurvature(
      float[] normal,
      float[] inverse,
      float[] t,
      float[] ofNormal,
      float[] a,
      float[] dx,
      float[] to,
      int rows,
      int columns,
      int channels) {
    int count = columns / channels;
    for (int group = 0; group < rows * channels; group++) {
      int from = group / channels * columns + group % channels;
      int end = from + columns;
      double ofDirection = 0;
      double ofGradient = 0;
      double ofBoth = 0;
      for (int i = from; i < end; i += channels) {
        ofDirection += (double) normal[i] * t[i];
        ofGradient += (double) normal[i] * a[i];
        ofBoth += (double) ofNormal[i] * a[i];
      }
      for (int i = from; i < end; i += channels) {
        double sum = dx[i] * ofDirection + ofNormal[i] * ofGradient + normal[i] * ofBoth;
        to[i] -= (float) (inverse[group] * sum / count);
      }
    }
  }

  @Override
  public void weightNorm(float[] weights, float[] w, int inputs, int outputs) {
    for (int column = 0; column < outputs; column++) {
      float factor =
          weights[inputs * outputs + column] / (float) length(weights, column, inputs, outputs);
      for (int i = column; i < inputs * outputs; i += outputs) {
        w[i] = factor * weights[i];
      }
    }
  }

  @Override
  public void addWeightNormGradient(
      float[] weights, float[] dw, float[] gradient, int inputs, int outputs) {
    for (int column = 0; column < outputs; column++) {
      double length = length(weights, column, inputs, outputs);
      double product = 0;
      for (int i = column; i < inputs * outputs; i += outputs) {
        product += (double) dw[i] * weights[i];
      }
      double along = product / length;
      double factor = weights[inputs * outputs + column] / length;
      gradient[inputs * outputs + column] += (float) along;
      for (int i = column; i < inputs * outputs; i += outputs) {
        gradient[i] += (float) (factor * (dw[i] - along * (weights[i] / length)));
      }
    }
  }

  /** Length of a column of V. */
  private static double length(float[] weights, int column, int inputs, int outputs) {
    double squares = 0;
    for (int i = column; i < inputs * outputs; i += outputs) {
      squares += (double) weights[i] * weights[i];
    }
    return Math.max(Math.sqrt(squares), NormalizedWeights.LEAST);
  }

  @Override
  public void iterateSpectralNorm(float[] weights, int inputs, int outputs) {
    double[] left = left(weights, right(weights, inputs, outputs), inputs, outputs);
    divide(left, length(left));
    double[] next = new double[outputs];
    for (int i = 0; i < inputs * outputs; i++) {
      next[i % outputs] += weights[i] * left[i / outputs];
    }
    divide(next, length(next));
    for (int column = 0; column < outputs; column++) {
      weights[inputs * outputs + column] = (float) next[column];
    }
  }

  @Override
  public void spectralNorm(float[] weights, float[] w, int inputs, int outputs) {
    double sigma = length(left(weights, right(weights, inputs, outputs), inputs, outputs));
    for (int i = 0; i < inputs * outputs; i++) {
      w[i] = (float) (weights[i] / sigma);
    }
  }

  @Override
  public void addSpectralNormGradient(
      float[] weights, float[] dw, float[] gradient, int inputs, int outputs) {
    double[] right = right(weights, inputs, outputs);
    double[] left = left(weights, right, inputs, outputs);
    double sigma = length(left);
    divide(left, sigma);
    double product = 0;
    for (int i = 0; i < inputs * outputs; i++) {
      product += dw[i] * (weights[i] / sigma);
    }
    for (int i = 0; i < inputs * outputs; i++) {
      double along = product * left[i / outputs] * right[i % outputs];
      gradient[i] += (float) ((dw[i] - along) / sigma);
    }
  }

  /** u, of length 1. */
  private static double[] right(float[] weights, int inputs, int outputs) {
    double[] right = new double[outputs];
    for (int column = 0; column < outputs; column++) {
      right[column] = weights[inputs * outputs + column];
    }
    divide(right, length(right));
    return right;
  }

  /** V u. */
  private static double[] left(float[] weights, double[] right, int inputs, int outputs) {
    double[] left = new double[inputs];
    for (int i = 0; i < inputs * outputs; i++) {
      left[i / outputs] += weights[i] * right[i % outputs];
    }
    return left;
  }

  private static double length(double[] vector) {
    double squares = 0;
    for (double number : vector) {
      squares += number * number;
    }
    return Math.max(Math.sqrt(squares), NormalizedWeights.LEAST);
  }

  private static void divide(double[] vector, double by) {
    for (int i = 0; i < vector.length; i++) {
      vector[i] /= by;
    }
  }
}
