// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.floating.Sqrt;
import saddlepoint.engine.graph.device.GraphArrays;
import saddlepoint.engine.graph.device.Program;

/**
 * Each trial's gradient times limit / max(limit, its norm), the norm being that of all parameters
 * together, as TensorFlow's clip_by_global_norm. A norm that is infinite or NaN makes all of the
 * trial's gradient 0 or NaN, and no other trial's.
 */
final class GlobalNormClipping {
  private GlobalNormClipping() {}

  /**
   * Records the clipping.
   *
   * @param gradients [trials, parameters], overwritten
   * @param limits one a trial, above 0
   */
  static <A> void record(
      GraphArrays<A> arrays, Program program, INDArray gradients, double[] limits) {
    for (double limit : limits) {
      if (!(limit > 0)) {
        throw new IllegalArgumentException("gradients are clipped to a norm above 0, not " + limit);
      }
    }
    long trials = gradients.size(0);
    long parameters = gradients.size(1);
    INDArray most = arrays.of(arrays.precision().of(limits), trials, 1);
    INDArray norms = arrays.zeros(trials, 1);
    INDArray rows = gradients.reshape(trials, 1, parameters);
    program
        .productWithTransposed(norms.reshape(trials, 1, 1), rows, rows)
        .add(new Sqrt(norms, norms))
        .add("maximum", norms, norms, most)
        .add("divide", norms, most, norms)
        .add("multiply", gradients, gradients, norms);
  }
}
