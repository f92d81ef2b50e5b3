// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.picture;

import java.util.Arrays;
import saddlepoint.recipe.Source;

/** Of a finite set, the images whose pixels differ least from others: by the sum of squares. */
final class NearestImages {
  private static final int AT_ONCE = 1000;

  private final Source set;

  NearestImages(Source set) {
    this.set = set;
  }

  /**
   * The nearest of each image; of several, the first of the set.
   *
   * @param images [count, columns]; not modified
   * @return [count, columns]
   */
  float[] of(float[] images, int count) {
    int columns = set.columns();
    float[] nearest = new float[count * columns];
    double[] least = new double[count];
    Arrays.fill(least, Double.POSITIVE_INFINITY);
    float[] draws = new float[Math.min(set.size(), AT_ONCE)];
    float[] some = new float[draws.length * columns];
    for (int from = 0; from < set.size(); from += draws.length) {
      int rows = Math.min(draws.length, set.size() - from);
      for (int row = 0; row < rows; row++) {
        draws[row] = from + row;
      }
      set.fill(draws, rows, some, new int[rows]);
      for (int image = 0; image < count; image++) {
        for (int row = 0; row < rows; row++) {
          double distance = distance(images, image * columns, some, row * columns, columns);
          if (distance < least[image]) {
            least[image] = distance;
            System.arraycopy(some, row * columns, nearest, image * columns, columns);
          }
        }
      }
    }
    return nearest;
  }

  private static double distance(float[] a, int fromA, float[] b, int fromB, int columns) {
    float sum = 0;
    for (int i = 0; i < columns; i++) {
      float difference = a[fromA + i] - b[fromB + i];
      sum += difference * difference;
    }
    return sum;
  }
}
