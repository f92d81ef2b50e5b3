// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric;

import java.util.Arrays;

/**
 * Cubic B-splines between a sample's extreme quantiles, constant beyond them (de Boor 1978). Each
 * point meets at most four functions, which sum to one.
 */
final class SplineBasis {
  private static final int DEGREE = 3;
  private static final double OUTER = 0.001;
  private static final double LEAST_GAP = 1e-4;

  private final double[] knots;

  private SplineBasis(double[] knots) {
    this.knots = knots;
  }

  /**
   * Knots at equally spaced quantiles of a sample; those too close together are taken once.
   *
   * @param sorted ascending and finite
   * @param intervals wanted between the outer quantiles, at least 1
   */
  static SplineBasis atQuantiles(float[] sorted, int intervals) {
    double low = Quantiles.at(sorted, OUTER);
    double high = Quantiles.at(sorted, 1 - OUTER);
    if (!(high > low)) {
      high = low + Math.max(Math.abs(low), 1) * LEAST_GAP;
    }
    double[] inner = new double[intervals + 1];
    inner[0] = low;
    int used = 1;
    for (int i = 1; i < intervals; i++) {
      double knot = Quantiles.at(sorted, OUTER + (1 - 2 * OUTER) * i / intervals);
      double gap = (high - low) * LEAST_GAP;
      if (knot > inner[used - 1] + gap && knot < high - gap) {
        inner[used] = knot;
        used++;
      }
    }
    inner[used] = high;
    used++;
    double[] knots = new double[used + 2 * DEGREE];
    Arrays.fill(knots, 0, DEGREE, low);
    System.arraycopy(inner, 0, knots, DEGREE, used);
    Arrays.fill(knots, DEGREE + used, knots.length, high);
    return new SplineBasis(knots);
  }

  /** Number of functions. */
  int columns() {
    return knots.length - DEGREE - 1;
  }

  /**
   * The functions that are not zero at a point.
   *
   * @param out [4], their values
   * @return the column of the first of them
   */
  int evaluate(double x, double[] out) {
    int last = knots.length - DEGREE - 1;
    double at = Math.min(Math.max(x, knots[DEGREE]), knots[last]);
    int span = Arrays.binarySearch(knots, DEGREE, last, at);
    span = span >= 0 ? span : -span - 2;
    while (span < last - 1 && knots[span + 1] <= at) {
      span++;
    }
    out[0] = 1;
    for (int degree = 1; degree <= DEGREE; degree++) {
      double saved = 0;
      for (int r = 0; r < degree; r++) {
        double right = knots[span + r + 1] - at;
        double left = at - knots[span + 1 - degree + r];
        double part = out[r] / (right + left);
        out[r] = saved + right * part;
        saved = left * part;
      }
      out[degree] = saved;
    }
    return span - DEGREE;
  }
}
