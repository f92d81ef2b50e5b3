// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric;

import java.util.Arrays;
import saddlepoint.numerics.SplitMix;

/**
 * Samples by their projections onto fixed directions. The sliced Wasserstein distance is the mean
 * W1 of the projections (Rabin et al. 2011), here onto vectors of random signs divided by the root
 * of their length (Achlioptas 2003), the signs from SplitMix64 (Steele et al. 2014). On the line it
 * is W1.
 *
 * @param projections [directions, rows], each ascending
 */
@SuppressWarnings("ArrayRecordComponent")
public record SlicedSamples(float[][] projections) {
  /**
   * Projects.
   *
   * @param samples [rows, columns], finite; not modified
   * @param rows at least 1
   * @param directions at least 1; on the line one tells all
   */
  public static SlicedSamples of(float[] samples, int rows, int columns, int directions) {
    float[][] projections = project(samples, rows, columns, directions);
    for (float[] projection : projections) {
      Arrays.sort(projection);
    }
    return new SlicedSamples(projections);
  }

  /**
   * The sliced W1 to others.
   *
   * @param others as many rows and directions of as many columns
   * @return at least 0, in units of the samples
   */
  public double distance(SlicedSamples others) {
    double sum = 0;
    for (int direction = 0; direction < projections.length; direction++) {
      sum += Wasserstein.distance(projections[direction], others.projections[direction]);
    }
    return sum / projections.length;
  }

  private static float[][] project(float[] samples, int rows, int columns, int directions) {
    float[][] signs = signs(columns, directions);
    float[][] projections = new float[directions][rows];
    float[] sums = new float[directions];
    for (int row = 0; row < rows; row++) {
      Arrays.fill(sums, 0);
      for (int column = 0; column < columns; column++) {
        add(samples[row * columns + column], signs[column], sums);
      }
      for (int direction = 0; direction < directions; direction++) {
        projections[direction][row] = sums[direction];
      }
    }
    return projections;
  }

  // The compiler makes vectors of it since it takes the same indices of both arrays.
  private static void add(float value, float[] signs, float[] sums) {
    if (value != 0) {
      for (int direction = 0; direction < sums.length; direction++) {
        sums[direction] += value * signs[direction];
      }
    }
  }

  /** [columns][directions]. */
  private static float[][] signs(int columns, int directions) {
    float[][] signs = new float[columns][directions];
    float length = (float) (1 / Math.sqrt(columns));
    long index = 0;
    for (float[] ofColumn : signs) {
      for (int direction = 0; direction < directions; direction++) {
        ofColumn[direction] = (SplitMix.at(index++) & 1) == 0 ? length : -length;
      }
    }
    return signs;
  }
}
