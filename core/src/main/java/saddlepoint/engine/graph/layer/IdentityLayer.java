// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph.layer;

import org.nd4j.linalg.api.ndarray.INDArray;
import saddlepoint.engine.graph.device.Program;

/** The same numbers: reshaped ones, and those that dropout and noise leave outside training. */
final class IdentityLayer implements GraphLayer {
  @Override
  public INDArray forward(Program program, INDArray x) {
    return x;
  }

  @Override
  public INDArray backward(Program program, INDArray dy, boolean ofParameters, boolean ofInputs) {
    return dy;
  }

  @Override
  public INDArray forwardTangent(Program program, INDArray xTangent) {
    return xTangent;
  }

  @Override
  public INDArray backwardTangent(Program program, INDArray dyTangent, boolean inputs) {
    return dyTangent;
  }
}
