// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The widest vectors of this processor, and how numbers lie in arrays: number i of lane l is
 * element {@code i * WIDTH + l}. A batch of rows lies in blocks of {@link #ROWS} rows, each block
 * column by column, so that a block's rows of one column, and its columns, are neighbours.
 */
final class Lanes {
  static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  static final VectorSpecies<Integer> INTEGERS = VectorSpecies.of(int.class, SPECIES.vectorShape());

  /** Trials that are trained at once. */
  static final int WIDTH = SPECIES.length();

  /** Rows of a block. */
  static final int ROWS = 4;

  /** Elements of one column of a block. */
  static final int BLOCK = ROWS * WIDTH;

  private Lanes() {}

  /** Blocks that so many rows fill, the last one perhaps in part. */
  static int blocks(int rows) {
    return (rows + ROWS - 1) / ROWS;
  }

  /** Numbers that a batch takes: its rows and those that fill the last block. */
  static int numbers(int rows, int columns) {
    return Math.multiplyExact(blocks(rows) * ROWS, columns);
  }

  /** Which number an element of a batch of so many columns is. */
  static int number(int row, int column, int columns) {
    return (row / ROWS * columns + column) * ROWS + row % ROWS;
  }

  static float[] allocate(int count) {
    return new float[Math.multiplyExact(count, WIDTH)];
  }

  /** Copies the columns that two batches in m have in common. */
  static void copyColumns(float[] m, int from, int fromColumns, int to, int toColumns, int rows) {
    int length = Math.min(fromColumns, toColumns) * BLOCK;
    for (int block = 0; block < blocks(rows); block++) {
      System.arraycopy(
          m, from + block * fromColumns * BLOCK, m, to + block * toColumns * BLOCK, length);
    }
  }

  /** Copies one lane of so many numbers out. */
  static void extract(float[] lanes, int at, int lane, float[] out, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = lanes[at + i * WIDTH + lane];
    }
  }

  /** Copies one lane of so many numbers in. */
  static void insert(float[] values, int lane, float[] lanes, int at, int count) {
    for (int i = 0; i < count; i++) {
      lanes[at + i * WIDTH + lane] = values[i];
    }
  }
}
