// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric;

import java.io.Serializable;
import java.util.Collections;
import java.util.List;

/**
 * Normal distributions in the plane with one standard deviation in both directions. The figures of
 * its samples presuppose that the modes stand far apart, by eight standard deviations or more, so
 * that a sample is near one mode at most.
 *
 * @param modes the expectation of each, at least one
 * @param weights of the modes, each at least 1; the share of a mode is its weight over their sum.
 *     Whole numbers, so that a mode's due of some samples is compared without rounding
 * @param standardDeviation of each mode in either direction, finite and greater than 0
 */
public record Mixture(List<Mode> modes, List<Integer> weights, double standardDeviation)
    implements Serializable {
  /** The expectation of one of the normal distributions; both coordinates are finite. */
  public record Mode(double x, double y) implements Serializable {
    /**
     * Checks the coordinates.
     *
     * @throws IllegalArgumentException if one is not finite
     */
    public Mode {
      Samples.requireFinite(x, "The first coordinate of a mode");
      Samples.requireFinite(y, "The second coordinate of a mode");
    }

    /** Squared Euclidean distance of a point; NaN or infinite for a point that is not finite. */
    double squaredDistance(float atX, float atY) {
      double dx = atX - x;
      double dy = atY - y;
      return dx * dx + dy * dy;
    }
  }

  /**
   * Checks the parameters.
   *
   * @throws IllegalArgumentException if there is no mode, a weight is missing or less than 1, or
   *     the standard deviation is not finite and above 0
   */
  public Mixture {
    modes = List.copyOf(modes);
    weights = List.copyOf(weights);
    if (modes.isEmpty()) {
      throw new IllegalArgumentException("The mixture has no modes; it needs at least one");
    }
    if (weights.size() != modes.size() || Collections.min(weights) < 1) {
      throw new IllegalArgumentException(
          "The weights of "
              + modes.size()
              + " modes are "
              + weights
              + "; give each one of 1 or more");
    }
    if (!(standardDeviation > 0) || Double.isInfinite(standardDeviation)) {
      throw new IllegalArgumentException(
          "The standard deviation of a mixture's modes is "
              + standardDeviation
              + "; it must be finite and greater than 0");
    }
  }

  /** Modes of equal shares. */
  public Mixture(List<Mode> modes, double standardDeviation) {
    this(modes, Collections.nCopies(modes.size(), 1), standardDeviation);
  }

  /** The sum of the weights. */
  public long totalWeight() {
    long total = 0;
    for (int k = 0; k < weights.size(); k++) {
      total += weights.get(k);
    }
    return total;
  }

  /** The share of each mode, [modes]; their sum is 1. */
  public double[] shares() {
    double total = totalWeight();
    return weights.stream().mapToDouble(weight -> weight / total).toArray();
  }

  /** Whether all modes have one share. */
  public boolean hasEqualShares() {
    int first = weights.get(0);
    for (int k = 1; k < weights.size(); k++) {
      if (weights.get(k) != first) {
        return false;
      }
    }
    return true;
  }

  /**
   * Points as their distance from the nearest mode in standard deviations, a category a mode.
   *
   * <p>Non-finite values: a point that is not finite has the distance NaN and the first category.
   *
   * @param points [rows, 2]; not modified
   */
  public Features features(float[] points, int rows) {
    Samples.requirePlane(points, rows);
    int[] category = new int[rows];
    float[] distance = new float[rows];
    for (int row = 0; row < rows; row++) {
      float x = points[2 * row];
      float y = points[2 * row + 1];
      if (!Float.isFinite(x) || !Float.isFinite(y)) {
        distance[row] = Float.NaN;
        continue;
      }
      category[row] = nearest(x, y);
      double squared = modes.get(category[row]).squaredDistance(x, y);
      distance[row] = (float) (Math.sqrt(squared) / standardDeviation);
    }
    return new Features(modes.size(), category, distance);
  }

  /** Index of the mode nearest to a finite point, the first of equally near ones. */
  int nearest(float x, float y) {
    int nearest = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int k = 0; k < modes.size(); k++) {
      double distance = modes.get(k).squaredDistance(x, y);
      if (distance < least) {
        least = distance;
        nearest = k;
      }
    }
    return nearest;
  }
}
