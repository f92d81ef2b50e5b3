// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Sums over the rows of many: products with ones, which are twelve times as fast as ND4J's sums
 * over a dimension that is not the last.
 */
final class Sums {
  private static final long[] PLAIN = {0, 0, 0};

  private final INDArray ones;

  Sums(GraphArrays<?> arrays, long trials, long rows) {
    ones = arrays.zeros(trials, 1, rows);
    ones.assign(1);
  }

  /**
   * Records a sum.
   *
   * @param out [trials, 1, columns]
   * @param x [trials, rows, columns]
   */
  void record(Program program, INDArray out, INDArray x) {
    program.add("matmul", PLAIN, out, ones, x);
  }
}
