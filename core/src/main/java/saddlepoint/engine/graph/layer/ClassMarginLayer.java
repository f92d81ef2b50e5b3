// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph.layer;

import org.nd4j.linalg.api.ndarray.INDArray;
import saddlepoint.engine.graph.device.GraphArrays;
import saddlepoint.engine.graph.device.Program;

/** y = x_1 - x_0. */
final class ClassMarginLayer implements GraphLayer {
  private final GraphArrays<?> arrays;

  ClassMarginLayer(GraphArrays<?> arrays) {
    this.arrays = arrays;
  }

  @Override
  public INDArray forward(Program program, INDArray x) {
    INDArray y = arrays.zeros(x.size(0), x.size(1), 1);
    program.add("subtract", y, Columns.of(x, 1, 2), Columns.of(x, 0, 1));
    return y;
  }

  @Override
  public INDArray backward(Program program, INDArray dy, boolean ofParameters, boolean ofInputs) {
    if (!ofInputs) {
      return null;
    }
    INDArray dx = arrays.zeros(dy.size(0), dy.size(1), 2);
    program
        .add("identity", Columns.of(dx, 1, 2), dy)
        .add("multiply", Columns.of(dx, 0, 1), dy, arrays.constant(-1));
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
