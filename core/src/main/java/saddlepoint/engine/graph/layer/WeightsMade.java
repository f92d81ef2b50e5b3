// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph.layer;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMax;
import saddlepoint.engine.graph.device.GraphArrays;
import saddlepoint.engine.graph.device.Program;
import saddlepoint.recipe.NormalizedWeights;

/** Weights W that are made of others, and where their gradient goes. */
abstract class WeightsMade {
  private final INDArray made;
  private final INDArray ofMade;

  WeightsMade(GraphArrays<?> arrays, long... shape) {
    made = arrays.zeros(shape);
    ofMade = arrays.zeros(shape);
  }

  /** W, [trials, inputs, outputs]. */
  final INDArray made() {
    return made;
  }

  /** The gradient of W, which a layer writes. */
  final INDArray ofMade() {
    return ofMade;
  }

  /** Records what a training pass does before all else. */
  void recordMove(Program program) {}

  /** Has that do something, or nothing, in the runs to come; at first something. */
  void moveStatistics(boolean moves) {}

  /** Records W, of what it is made of as that is by then. */
  abstract void record(Program program);

  /** Records the gradient of what W was made of, from that of W. */
  abstract void recordGradient(Program program);

  /** Records that lengths below the least count as that. */
  static void atLeast(Program program, INDArray lengths) {
    program.add(new ScalarMax(lengths, null, lengths, NormalizedWeights.LEAST));
  }

  /** Some rows of weights [trials, rows, columns]. */
  static INDArray rows(INDArray weights, long from, long count) {
    long columns = weights.size(2);
    return Strided.of(
        weights,
        from * columns,
        new long[] {weights.size(0), count, columns},
        new long[] {weights.stride(0), columns, 1});
  }
}
