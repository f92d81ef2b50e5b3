// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric.image;

import java.util.Arrays;

/**
 * Points whose distances from another are found all at once. They stand column by column, since a
 * loop over points is one that the JIT compiler makes SIMD instructions of, and a sum is not.
 */
final class Points {
  /** Columns that are summed before they are added. */
  private static final int TERMS = 4;

  private final float[] transposed;
  private final int count;
  private final int columns;

  /**
   * Takes points.
   *
   * @param rows [count, columns]; not kept
   */
  Points(float[] rows, int count, int columns) {
    this.count = count;
    this.columns = columns;
    transposed = new float[count * columns];
    for (int row = 0; row < count; row++) {
      for (int column = 0; column < columns; column++) {
        transposed[column * count + row] = rows[row * columns + column];
      }
    }
  }

  /**
   * Squares of the Euclidean distances.
   *
   * @param from a point is at this index
   * @param at of its first number
   * @param out [count], written
   */
  void squaredDistances(float[] from, int at, float[] out) {
    Arrays.fill(out, 0, count, 0);
    int column = 0;
    for (; column + TERMS <= columns; column += TERMS) {
      add(from, at + column, column * count, out);
    }
    for (; column < columns; column++) {
      float number = from[at + column];
      int first = column * count;
      for (int i = 0; i < count; i++) {
        float difference = transposed[first + i] - number;
        out[i] += difference * difference;
      }
    }
  }

  private void add(float[] from, int at, int first, float[] out) {
    float n0 = from[at];
    float n1 = from[at + 1];
    float n2 = from[at + 2];
    float n3 = from[at + 3];
    int second = first + count;
    int third = second + count;
    int fourth = third + count;
    for (int i = 0; i < count; i++) {
      float d0 = transposed[first + i] - n0;
      float d1 = transposed[second + i] - n1;
      float d2 = transposed[third + i] - n2;
      float d3 = transposed[fourth + i] - n3;
      out[i] += d0 * d0 + d1 * d1 + d2 * d2 + d3 * d3;
    }
  }
}
