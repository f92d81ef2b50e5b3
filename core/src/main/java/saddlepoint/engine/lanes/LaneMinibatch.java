// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;
import static jdk.incubator.vector.FloatVector.zero;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.XOR;
import static saddlepoint.engine.lanes.Lanes.BLOCK;
import static saddlepoint.engine.lanes.Lanes.ROWS;
import static saddlepoint.engine.lanes.Lanes.SPECIES;
import static saddlepoint.engine.lanes.Lanes.WIDTH;
import static saddlepoint.numerics.Coefficients.SIGN_MASK;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import saddlepoint.recipe.Layer;

/**
 * Minibatch discrimination after its projection, forward and backward (Salimans et al. 2016,
 * section 3.2).
 *
 * <p>Distance and similarity of rows i and j are those of j and i to the last bit, and the terms
 * that a pair brings to the gradients of its rows differ by sign alone. So each pair i &lt;= j is
 * worked out once. A row's sums still go in ascending order of the other row: those before it bring
 * their terms when their turn comes, which is earlier.
 */
final class LaneMinibatch {
  private final Layer.MinibatchDiscrimination layer;
  private final float[] selfDistance;
  private final int kernels;
  private final int dimensions;
  private final int columns;
  private final int rows;

  /** Elements of a column, which lies whole here. */
  private final int column;

  private final int projected;
  private final int projectedColumns;
  private final int similarity;
  private final int slopeColumns;
  private final int steepness;
  private final int gradientColumns;

  /**
   * Places for a batch.
   *
   * @param selfDistance [WIDTH], of each lane
   */
  LaneMinibatch(Arena arena, Layer.MinibatchDiscrimination layer, float[] selfDistance, int rows) {
    this.layer = layer;
    this.selfDistance = selfDistance;
    this.rows = rows;
    kernels = layer.kernels();
    dimensions = layer.dimensions();
    columns = kernels * dimensions;
    column = Lanes.blocks(rows) * BLOCK;
    projected = arena.allocate(Lanes.numbers(rows, columns));
    projectedColumns = arena.allocate(Lanes.numbers(rows, columns));
    similarity = arena.allocate(kernels * (rows * (rows + 1) / 2));
    slopeColumns = arena.allocate(Lanes.numbers(rows, kernels));
    steepness = arena.allocate(rows);
    gradientColumns = arena.allocate(Lanes.numbers(rows, columns));
  }

  /** Columns of the projection. */
  int columns() {
    return columns;
  }

  /** Where the projection [rows, columns] is expected, and its gradient is put. */
  int projected() {
    return projected;
  }

  /**
   * Forward.
   *
   * @param x [rows, in]
   * @param y [rows, in + kernels], written
   */
  void forward(float[] m, int x, int y) {
    spread(m, projected, columns, 0, columns, projectedColumns);
    int at = similarity;
    for (int i = 0; i < rows; i++) {
      for (int k = 0; k < kernels; k++) {
        int first = projectedColumns + k * dimensions * column + i * WIDTH;
        distances(selfDistance, m, first, column, dimensions, at, rows - i);
        at += (rows - i) * WIDTH;
      }
    }
    LaneFunctions.exp(m, similarity, similarity, (at - similarity) / WIDTH);
    Arrays.fill(m, slopeColumns, slopeColumns + kernels * column, 0f);
    at = similarity;
    for (int i = 0; i < rows; i++) {
      for (int k = 0; k < kernels; k++) {
        addSimilarities(m, at, slopeColumns + k * column + i * WIDTH, rows - i);
        at += (rows - i) * WIDTH;
      }
    }
    int in = layer.in();
    Lanes.copyColumns(m, x, in, y, layer.out(), rows);
    gather(m, slopeColumns, kernels, in, layer.out(), y);
  }

  /** Negated distances of a row and those after it; the row's from itself is its lane's own. */
  private static void distances(
      float[] self, float[] m, int p, int column, int dimensions, int similarity, int count) {
    fromArray(SPECIES, self, 0).neg().intoArray(m, similarity);
    Arrays.fill(m, similarity + WIDTH, similarity + count * WIDTH, 0f);
    for (int c = 0; c < dimensions; c++) {
      FloatVector own = fromArray(SPECIES, m, p + c * column);
      for (int j = 0; j < count * WIDTH; j += WIDTH) {
        fromArray(SPECIES, m, similarity + j)
            .sub(own.sub(fromArray(SPECIES, m, p + c * column + j)).abs())
            .intoArray(m, similarity + j);
      }
    }
  }

  private static void addSimilarities(float[] m, int similarity, int sums, int count) {
    FloatVector own = fromArray(SPECIES, m, sums).add(fromArray(SPECIES, m, similarity));
    for (int j = WIDTH; j < count * WIDTH; j += WIDTH) {
      FloatVector similar = fromArray(SPECIES, m, similarity + j);
      own = own.add(similar);
      fromArray(SPECIES, m, sums + j).add(similar).intoArray(m, sums + j);
    }
    own.intoArray(m, sums);
  }

  /**
   * Gradient of the projection, put into the projection's place: only its columns are read here, so
   * that another backward pass may follow.
   *
   * @param dy [rows, in + kernels]
   */
  void gradient(float[] m, int dy) {
    spread(m, dy, layer.out(), layer.in(), kernels, slopeColumns);
    Arrays.fill(m, gradientColumns, gradientColumns + columns * column, 0f);
    int at = similarity;
    for (int i = 0; i < rows; i++) {
      for (int k = 0; k < kernels; k++) {
        steepness(m, slopeColumns + k * column + i * WIDTH, at, steepness, rows - i);
        for (int c = k * dimensions; c < (k + 1) * dimensions; c++) {
          int place = c * column + i * WIDTH;
          addTerms(m, projectedColumns + place, steepness, gradientColumns + place, rows - i);
        }
        at += (rows - i) * WIDTH;
      }
    }
    gather(m, gradientColumns, columns, 0, columns, projected);
  }

  private static void steepness(float[] m, int slope, int similarity, int steepness, int count) {
    FloatVector own = fromArray(SPECIES, m, slope);
    for (int j = WIDTH; j < count * WIDTH; j += WIDTH) {
      own.add(fromArray(SPECIES, m, slope + j))
          .mul(fromArray(SPECIES, m, similarity + j))
          .intoArray(m, steepness + j);
    }
  }

  private static void addTerms(float[] m, int p, int steepness, int gradient, int count) {
    FloatVector own = fromArray(SPECIES, m, p);
    // The row and itself: nothing, unless it is not finite.
    FloatVector sum = fromArray(SPECIES, m, gradient).sub(own.sub(own).mul(zero(SPECIES)));
    for (int j = WIDTH; j < count * WIDTH; j += WIDTH) {
      FloatVector difference = own.sub(fromArray(SPECIES, m, p + j));
      FloatVector term =
          fromArray(SPECIES, m, steepness + j)
              .reinterpretAsInts()
              .lanewise(XOR, difference.reinterpretAsInts().and(SIGN_MASK))
              .reinterpretAsFloats()
              .blend(broadcast(SPECIES, 0f), difference.compare(EQ, 0f));
      sum = sum.sub(term);
      fromArray(SPECIES, m, gradient + j).add(term).intoArray(m, gradient + j);
    }
    sum.intoArray(m, gradient);
  }

  /** Copies columns of a batch so that each lies whole. */
  private void spread(float[] m, int batch, int of, int first, int count, int whole) {
    for (int block = 0; block < Lanes.blocks(rows); block++) {
      for (int c = 0; c < count; c++) {
        copy(m, batch + (block * of + first + c) * BLOCK, whole + c * column + block * BLOCK);
      }
    }
  }

  /** Copies whole columns into a batch. */
  private void gather(float[] m, int whole, int count, int first, int of, int batch) {
    for (int block = 0; block < Lanes.blocks(rows); block++) {
      for (int c = 0; c < count; c++) {
        copy(m, whole + c * column + block * BLOCK, batch + (block * of + first + c) * BLOCK);
      }
    }
  }

  private static void copy(float[] m, int from, int to) {
    for (int row = 0; row < ROWS * WIDTH; row += WIDTH) {
      fromArray(SPECIES, m, from + row).intoArray(m, to + row);
    }
  }
}
