// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric;

import java.util.Locale;

/**
 * Measures generated curves by the one number that real ones have.
 *
 * <p>A real curve is x_j = a P_j² + (a - 1) on P = linspace(-1, 1, points), that is x + 1 = a b
 * with b_j = P_j² + 1. Least squares gives the amplitude of any row, â = &lt;row + 1, b&gt; /
 * &lt;b, b&gt;, and what is left over, the residual rms(row - (â b - 1)). The amplitudes are then
 * measured like any one-dimensional sample.
 *
 * <p>Immutable; threads may share it.
 */
public final class CurveProjection {
  private static final double AMPLITUDE_MARGIN = 0.05;

  /** Curves whose rms distance to the nearest true one is greater count as none; this product's. */
  public static final double RESIDUAL_LIMIT = 0.1;

  private final double[] basis;
  private final double squaredNorm;

  private CurveProjection(double[] basis) {
    this.basis = basis;
    double sum = 0;
    for (double b : basis) {
      sum += b * b;
    }
    this.squaredNorm = sum;
  }

  /**
   * The projection for curves of a number of points.
   *
   * <p>Non-finite values: none can occur.
   *
   * @param points length of a row, at least 2
   * @return the projection
   * @throws IllegalArgumentException if points is less than 2
   */
  public static CurveProjection ofPoints(int points) {
    if (points < 2) {
      throw new IllegalArgumentException(
          "A curve has " + points + " points; it needs at least 2, the ends -1 and 1");
    }
    double[] basis = new double[points];
    for (int j = 0; j < points; j++) {
      double p = (2.0 * j - (points - 1)) / (points - 1);
      basis[j] = p * p + 1;
    }
    return new CurveProjection(basis);
  }

  /** Length of a row. */
  public int points() {
    return basis.length;
  }

  /** &lt;b, b&gt;; about 30.3236 for 15 points. */
  public double squaredNorm() {
    return squaredNorm;
  }

  /**
   * Projects every row: amplitude â = &lt;row + 1, b&gt; / &lt;b, b&gt;, residual = rms(row - (â b
   * - 1)).
   *
   * <p>Non-finite values: a row with a non-finite element has an amplitude that is not finite and
   * the residual NaN; other rows are not touched.
   *
   * @param rows shape [rows, points], row-major
   * @param amplitudes shape [rows], written
   * @param residuals shape [rows], written; at least 0, in units of the rows
   * @throws IllegalArgumentException if the lengths do not fit
   */
  public void project(float[] rows, float[] amplitudes, float[] residuals) {
    int points = basis.length;
    requireRows(rows.length, amplitudes.length, "amplitudes");
    requireRows(rows.length, residuals.length, "residuals");
    for (int row = 0; row < amplitudes.length; row++) {
      int offset = row * points;
      double dot = 0;
      for (int j = 0; j < points; j++) {
        dot += (rows[offset + j] + 1.0) * basis[j];
      }
      double amplitude = dot / squaredNorm;
      double squares = 0;
      for (int j = 0; j < points; j++) {
        double left = rows[offset + j] + 1.0 - amplitude * basis[j];
        squares += left * left;
      }
      amplitudes[row] = (float) amplitude;
      residuals[row] = (float) Math.sqrt(squares / points);
    }
  }

  /**
   * The share of rows that look real: amplitude in [low - 0.05, high + 0.05] and residual at most
   * 0.1, compared in double precision. The margins are this product's own.
   *
   * <p>Non-finite values: a row with a NaN or infinite figure is not in the band.
   *
   * @param amplitudes shape [rows]; at least 1
   * @param residuals shape [rows]
   * @param low least amplitude of real curves
   * @param high greatest amplitude of real curves
   * @return a share in [0, 1]
   * @throws IllegalArgumentException if the arrays are empty or of different length
   */
  public static double inBandShare(float[] amplitudes, float[] residuals, double low, double high) {
    Samples.requireSome(amplitudes, "amplitudes");
    Samples.requireSameLength(amplitudes.length, "amplitudes", residuals.length, "residuals");
    int inBand = 0;
    for (int row = 0; row < amplitudes.length; row++) {
      if (amplitudes[row] >= low - AMPLITUDE_MARGIN
          && amplitudes[row] <= high + AMPLITUDE_MARGIN
          && residuals[row] <= RESIDUAL_LIMIT) {
        inBand++;
      }
    }
    return (double) inBand / amplitudes.length;
  }

  /**
   * The share of rows whose amplitude agrees with the label they were generated for: above the
   * midpoint for label 1, at or below it for label 0.
   *
   * <p>Non-finite values: a row with a NaN amplitude is wrong, whatever its label.
   *
   * @param amplitudes shape [rows]; at least 1
   * @param labels shape [rows], each 0 or 1
   * @param midpoint the amplitude that separates the two classes
   * @return a share in [0, 1]
   * @throws IllegalArgumentException if the arrays are empty or of different length, or a label is
   *     neither 0 nor 1
   */
  public static double labelAccuracy(float[] amplitudes, int[] labels, double midpoint) {
    Samples.requireSome(amplitudes, "amplitudes");
    Samples.requireSameLength(amplitudes.length, "amplitudes", labels.length, "labels");
    int right = 0;
    for (int row = 0; row < amplitudes.length; row++) {
      float label = labels[row];
      if (label != 0 && label != 1) {
        throw new IllegalArgumentException(
            "The label of row " + row + " is " + label + "; it must be 0 or 1");
      }
      if (label == 1 ? amplitudes[row] > midpoint : amplitudes[row] <= midpoint) {
        right++;
      }
    }
    return (double) right / amplitudes.length;
  }

  private void requireRows(int elements, int rows, String name) {
    if ((long) rows * basis.length != elements) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "The array 'rows' holds %d elements and '%s' %d; with %d points a row,"
                  + " rows must hold %d for each element of '%s'",
              elements,
              name,
              rows,
              basis.length,
              basis.length,
              name));
    }
  }
}
