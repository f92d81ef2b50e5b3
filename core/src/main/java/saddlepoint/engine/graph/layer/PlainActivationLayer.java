// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph.layer;

import org.nd4j.linalg.api.ndarray.INDArray;
import saddlepoint.engine.graph.device.GraphArrays;
import saddlepoint.engine.graph.device.Program;
import saddlepoint.recipe.Activation;

/** An element-wise activation as dense layers have it. */
final class PlainActivationLayer implements GraphLayer {
  private final GraphArrays<?> arrays;
  private final Activations activations;
  private INDArray gradient;

  PlainActivationLayer(GraphArrays<?> arrays, Activation activation) {
    this.arrays = arrays;
    activations = new Activations(arrays, activation);
  }

  @Override
  public INDArray forward(Program program, INDArray x) {
    INDArray copy = arrays.zeros(x.shape());
    program.add("identity", copy, x);
    return activations.forward(program, copy);
  }

  @Override
  public INDArray backward(Program program, INDArray dy, boolean ofParameters, boolean ofInputs) {
    if (!ofInputs) {
      return null;
    }
    activations.backward(program, dy);
    gradient = dy;
    return dy;
  }

  @Override
  public INDArray forwardTangent(Program program, INDArray xTangent) {
    INDArray copy = arrays.zeros(xTangent.shape());
    program.add("identity", copy, xTangent);
    return activations.forwardTangent(program, copy);
  }

  @Override
  public INDArray backwardTangent(Program program, INDArray dyTangent, boolean inputs) {
    return inputs ? activations.backwardTangent(program, gradient, dyTangent) : null;
  }
}
