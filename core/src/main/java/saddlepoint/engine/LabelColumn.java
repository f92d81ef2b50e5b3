// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine;

/** What networks see of labels: one more column, which holds the class's number. */
public final class LabelColumn {
  private LabelColumn() {}

  /**
   * The column.
   *
   * @param labels [rows]
   * @return [rows, 1]
   */
  public static float[] of(int[] labels) {
    float[] column = new float[labels.length];
    for (int row = 0; row < labels.length; row++) {
      column[row] = labels[row];
    }
    return column;
  }
}
