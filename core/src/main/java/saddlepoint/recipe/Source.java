// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

import java.io.Serializable;
import java.util.Optional;

/**
 * Where real rows come from. A row is made from a few primitive random numbers, so that every
 * engine draws the same rows from the same streams.
 *
 * <p>Implementations are immutable values: equal ones make equal rows, and records are both.
 * Anybody may write one, beside their recipe; see docs/adding-a-recipe.md.
 */
public interface Source extends Serializable {
  /** Rows of the largest set: a float holds every index below. */
  int MOST_ROWS = 1 << 24;

  /** Fingerprint of rows that are made, not read. */
  String SYNTHETIC = "synthetic";

  /** What the primitive random numbers are. */
  enum Draw {
    /** Uniform on [0, 1). */
    UNIFORM,
    /** Standard normal. */
    NORMAL,
    /**
     * One a row: the index of one of {@link #size} rows, a whole number. Each row once an epoch, in
     * an order of the epoch's own.
     */
    INDEX,
    /** One a row: the same, each row once an epoch in the order of the set. */
    POSITION;

    /** Whether the numbers are of rows of a finite set. */
    public boolean isOfSet() {
      return this == INDEX || this == POSITION;
    }
  }

  /** Columns of a row, without the label. */
  int columns();

  /** What the primitive random numbers are that {@link #fill} is given. */
  Draw draw();

  /** Primitive random numbers a row; 0 for data that is a constant, 1 for an index. */
  int drawsPerRow();

  /** Rows of a finite set, at most {@link #MOST_ROWS}; 0 where rows are made without end. */
  default int size() {
    return 0;
  }

  /**
   * Rows that no player learns from, with the same columns and labels, which losses are told of
   * too; none where rows are made without end, and none is seen twice.
   */
  default Optional<Source> unseen() {
    return Optional.empty();
  }

  /**
   * What tells these rows from others that the settings do not: a part of each trial's identity,
   * asked once a configuration. The SHA-256 of what is read, or {@link #SYNTHETIC} where the
   * settings say everything.
   */
  default String fingerprint() {
    return SYNTHETIC;
  }

  /** Classes of the labels that rows have, which count from 0; 0 for rows without labels. */
  default int classes() {
    return 0;
  }

  /** Whether rows have labels, whose number both players see as one more column. */
  default boolean hasLabels() {
    return classes() > 0;
  }

  /**
   * Makes rows.
   *
   * @param draws [rows, drawsPerRow]
   * @param rows how many
   * @param out [rows, columns], written
   * @param labels [rows], written if {@link #hasLabels}
   */
  void fill(float[] draws, int rows, float[] out, int[] labels);

  /**
   * Makes rows, column by column.
   *
   * @param draws [rows, drawsPerRow]
   * @param rows how many
   * @param out [columns, rows], written
   * @param labels [rows], written if {@link #hasLabels}
   */
  default void fillColumns(float[] draws, int rows, float[] out, int[] labels) {
    if (columns() == 1) {
      fill(draws, rows, out, labels);
      return;
    }
    float[] byRow = new float[rows * columns()];
    fill(draws, rows, byRow, labels);
    for (int row = 0; row < rows; row++) {
      for (int j = 0; j < columns(); j++) {
        out[j * rows + row] = byRow[row * columns() + j];
      }
    }
  }
}
