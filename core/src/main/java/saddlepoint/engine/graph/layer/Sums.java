// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph.layer;

import org.nd4j.linalg.api.ndarray.INDArray;
import saddlepoint.engine.graph.device.GraphArrays;
import saddlepoint.engine.graph.device.Program;

/**
 * Sums over rows. Of many numbers they are products with ones, which are up to twelve times as fast
 * as ND4J's sums over a dimension that is not the last; of few the call of BLAS that each trial
 * takes would be the most of it. That goes by the shape of one trial, as in {@link Products}.
 */
final class Sums {
  private static final long[] OVER_ROWS = {1};

  /** Numbers of a trial that are summed in the time of a call of BLAS. */
  private static final long FEW = 4096;

  private final INDArray ones;

  Sums(GraphArrays<?> arrays, long trials, long rows) {
    ones = arrays.zeros(trials, 1, rows);
    ones.assign(1);
  }

  /** Whether sums over rows of [trials, rows, columns] are better not made by BLAS. */
  static boolean areFew(INDArray x) {
    return x.size(1) * x.size(2) < FEW;
  }

  /**
   * Records a sum.
   *
   * @param out [trials, 1, columns]
   * @param x [trials, rows, columns]
   */
  void record(Program program, INDArray out, INDArray x) {
    if (areFew(x)) {
      INDArray flat =
          Strided.of(
              out,
              0,
              new long[] {out.size(0), out.size(2)},
              new long[] {out.stride(0), out.stride(2)});
      program.add("reduce_sum", OVER_ROWS, flat, x);
    } else {
      program.product(out, ones, x);
    }
  }
}
