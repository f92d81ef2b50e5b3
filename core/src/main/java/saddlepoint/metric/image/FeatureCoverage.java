// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric.image;

import java.util.Arrays;

/**
 * Which share of real images has a generated one nearer than its fifth nearest real one, in
 * features (Naeem et al. 2020). As many other real images cover 1 - 2^-5 = 0.969 of them.
 */
final class FeatureCoverage {
  private static final int NEIGHBOURS = 5;

  private final float[] real;
  private final int rows;
  private final int columns;

  /** Squares of the distances to the fifth nearest. */
  private final float[] radii;

  /**
   * Of real images.
   *
   * @param real features, [rows, columns]; not copied
   * @param rows more than 5
   */
  FeatureCoverage(float[] real, int rows, int columns) {
    this.real = real;
    this.rows = rows;
    this.columns = columns;
    radii = new float[rows];
    Points points = new Points(real, rows, columns);
    float[] distances = new float[rows];
    for (int row = 0; row < rows; row++) {
      points.squaredDistances(real, row * columns, distances);
      Arrays.sort(distances);
      // The nearest is the image itself.
      radii[row] = distances[NEIGHBOURS];
    }
  }

  /**
   * The share that is covered.
   *
   * @param generated features, [count, columns]
   */
  double share(float[] generated, int count) {
    Points points = new Points(generated, count, columns);
    float[] distances = new float[count];
    int covered = 0;
    for (int row = 0; row < rows; row++) {
      points.squaredDistances(real, row * columns, distances);
      covered += least(distances) < radii[row] ? 1 : 0;
    }
    return covered / (double) rows;
  }

  private static float least(float[] numbers) {
    float least = Float.POSITIVE_INFINITY;
    for (float number : numbers) {
      least = Math.min(least, number);
    }
    return least;
  }
}
