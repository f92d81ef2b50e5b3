// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric.image;

import java.util.Arrays;

/**
 * Points whose distances from another are found all at once. They stand column by column, an array
 * each: the JIT compiler makes SIMD instructions of a loop over points, not of a sum, and only
 * where it takes the same indices of all arrays.
 */
final class Points {
  /** Columns that are summed before they are added. */
  private static final int TERMS = 4;

  private final float[][] columns;
  private final int count;

  /**
   * Takes points.
   *
   * @param rows [count, width]; not kept
   */
  Points(float[] rows, int count, int width) {
    this.count = count;
    columns = new float[width][count];
    for (int row = 0; row < count; row++) {
      for (int column = 0; column < width; column++) {
        columns[column][row] = rows[row * width + column];
      }
    }
  }

  /**
   * Squares of the Euclidean distances.
   *
   * @param from a point is at this index
   * @param at of its first number
   * @param out [count] or longer, written
   */
  void squaredDistances(float[] from, int at, float[] out) {
    Arrays.fill(out, 0, count, 0);
    int column = 0;
    for (; column + TERMS <= columns.length; column += TERMS) {
      add(from, at + column, column, out);
    }
    for (; column < columns.length; column++) {
      add(columns[column], from[at + column], out);
    }
  }

  private static void add(float[] numbers, float number, float[] out) {
    for (int i = 0; i < numbers.length; i++) {
      float difference = numbers[i] - number;
      out[i] += difference * difference;
    }
  }

  private void add(float[] from, int at, int column, float[] out) {
    float n0 = from[at];
    float n1 = from[at + 1];
    float n2 = from[at + 2];
    float n3 = from[at + 3];
    float[] first = columns[column];
    float[] second = columns[column + 1];
    float[] third = columns[column + 2];
    float[] fourth = columns[column + 3];
    for (int i = 0; i < first.length; i++) {
      float d0 = first[i] - n0;
      float d1 = second[i] - n1;
      float d2 = third[i] - n2;
      float d3 = fourth[i] - n3;
      out[i] += d0 * d0 + d1 * d1 + d2 * d2 + d3 * d3;
    }
  }
}
