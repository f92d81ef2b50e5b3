// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric.image;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.RealVector;

/**
 * The classifier two-sample test on features (Lopez-Paz and Oquab 2017): logistic regression, by
 * Newton's method, on half of the rows of both kinds, asked about the others.
 *
 * @param accuracy share of unseen rows whose kind is told; a half if the kinds agree
 * @param deviations (accuracy - 1/2) * 2 sqrt(n), n unseen rows: standard normal if they agree
 */
record FeatureTest(double accuracy, double deviations) {
  private static final int AT_A_TIME = 10;
  private static final int ITERATIONS = 12;
  private static final double RIDGE = 1e-3;

  /**
   * Tests.
   *
   * @param real [rows, columns], finite
   * @param generated [rows, columns], finite
   */
  static FeatureTest of(float[] real, float[] generated, int rows, int columns) {
    double[] scales = scales(real, generated, rows, columns);
    double[] weights = new double[columns + 1];
    for (int iteration = 0; iteration < ITERATIONS; iteration++) {
      Slope slope = new Slope(columns + 1);
      for (int row = 0; row < rows; row++) {
        if (isLearned(row)) {
          slope.add(weights, row(real, row, columns, scales), 1);
          slope.add(weights, row(generated, row, columns, scales), 0);
        }
      }
      weights = slope.next(weights);
    }
    int tested = 0;
    double told = 0;
    for (int row = 0; row < rows; row++) {
      if (!isLearned(row)) {
        told += told(logit(weights, row(real, row, columns, scales)));
        told += told(-logit(weights, row(generated, row, columns, scales)));
        tested += 2;
      }
    }
    double accuracy = told / tested;
    return new FeatureTest(accuracy, (accuracy - 0.5) * 2 * Math.sqrt(tested));
  }

  /**
   * One over the root mean square of each column of both kinds: by that of real rows alone others
   * might be so large that the ridge is lost in rounding.
   */
  private static double[] scales(float[] real, float[] generated, int rows, int columns) {
    double[] scales = new double[columns];
    for (int i = 0; i < rows * columns; i++) {
      double squares = real[i] * (double) real[i] + generated[i] * (double) generated[i];
      scales[i % columns] += squares / (2 * rows);
    }
    for (int i = 0; i < columns; i++) {
      scales[i] = scales[i] > 0 ? 1 / Math.sqrt(scales[i]) : 1;
    }
    return scales;
  }

  /** Tens of rows in turn: where generated rows have labels in turn, both halves have all. */
  private static boolean isLearned(int row) {
    return row / AT_A_TIME % 2 == 0;
  }

  /** Whether a kind is told, by the logit that it is itself; half where that says nothing. */
  private static double told(double logit) {
    return logit > 0 ? 1 : logit == 0 ? 0.5 : 0;
  }

  /** A row in scale, and 1. */
  private static double[] row(float[] features, int row, int columns, double[] scales) {
    double[] scaled = new double[columns + 1];
    for (int i = 0; i < columns; i++) {
      scaled[i] = features[row * columns + i] * scales[i];
    }
    scaled[columns] = 1;
    return scaled;
  }

  private static double logit(double[] weights, double[] row) {
    double sum = 0;
    for (int i = 0; i < row.length; i++) {
      sum += weights[i] * row[i];
    }
    return sum;
  }

  /** Gradient and curvature of mean log(1 + exp(-+ logit)) + ridge |w|^2 / 2. */
  private static final class Slope {
    private final double[] gradient;
    private final double[][] curvature;
    private int rows;

    Slope(int columns) {
      gradient = new double[columns];
      curvature = new double[columns][columns];
    }

    void add(double[] weights, double[] row, int isReal) {
      double chance = 1 / (1 + StrictMath.exp(-logit(weights, row)));
      double slope = chance - isReal;
      double curve = chance * (1 - chance);
      for (int i = 0; i < row.length; i++) {
        gradient[i] += slope * row[i];
        double part = curve * row[i];
        double[] line = curvature[i];
        for (int j = 0; j <= i; j++) {
          line[j] += part * row[j];
        }
      }
      rows++;
    }

    /** Newton's step; the ridge keeps it finite where the kinds can be told without error. */
    double[] next(double[] weights) {
      int columns = gradient.length;
      for (int i = 0; i < columns; i++) {
        gradient[i] = gradient[i] / rows + RIDGE * weights[i];
        for (int j = 0; j <= i; j++) {
          curvature[i][j] /= rows;
          curvature[j][i] = curvature[i][j];
        }
        curvature[i][i] += RIDGE;
      }
      RealVector step =
          new CholeskyDecomposition(new Array2DRowRealMatrix(curvature, false))
              .getSolver()
              .solve(new ArrayRealVector(gradient, false));
      double[] next = weights.clone();
      for (int i = 0; i < columns; i++) {
        next[i] -= step.getEntry(i);
      }
      return next;
    }
  }
}
