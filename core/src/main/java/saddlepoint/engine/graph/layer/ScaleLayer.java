// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph.layer;

import org.nd4j.linalg.api.ndarray.INDArray;
import saddlepoint.engine.graph.device.GraphArrays;
import saddlepoint.engine.graph.device.Program;

/** y = factor x, each trial with its own factor. */
final class ScaleLayer implements GraphLayer {
  private final GraphArrays<?> arrays;
  private final INDArray factors;

  /**
   * A scaling.
   *
   * @param factors [trials, 1, 1]
   */
  ScaleLayer(GraphArrays<?> arrays, INDArray factors) {
    this.arrays = arrays;
    this.factors = factors;
  }

  @Override
  public INDArray forward(Program program, INDArray x) {
    INDArray y = arrays.zeros(x.shape());
    program.add("multiply", y, x, factors);
    return y;
  }

  @Override
  public INDArray backward(Program program, INDArray dy, boolean parameters, boolean inputs) {
    if (!inputs) {
      return null;
    }
    INDArray dx = arrays.zeros(dy.shape());
    program.add("multiply", dx, dy, factors);
    return dx;
  }

  @Override
  public INDArray forwardTangent(Program program, INDArray xTangent) {
    return forward(program, xTangent);
  }

  @Override
  public INDArray backwardTangent(Program program, INDArray dyTangent, boolean inputs) {
    return dyTangent == null ? null : backward(program, dyTangent, false, inputs);
  }
}
