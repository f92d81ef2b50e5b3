// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph.layer;

import org.nd4j.linalg.api.ndarray.INDArray;
import saddlepoint.engine.graph.device.GraphArrays;
import saddlepoint.engine.graph.device.Program;
import saddlepoint.recipe.Activation;

/** y = activation(x W + b) of every trial, with W of shape [trials, in, out]. */
final class DenseLayer implements GraphLayer {
  private final GraphArrays<?> arrays;
  private final LayerParameters parameters;
  private final long rows;
  private final Products products;
  private final Activations activations;
  private INDArray input;
  private INDArray gradient;
  private INDArray inputTangent;

  DenseLayer(GraphArrays<?> arrays, Activation activation, LayerParameters parameters, long rows) {
    this.arrays = arrays;
    this.parameters = parameters;
    this.rows = rows;
    products = new Products(arrays);
    activations = new Activations(arrays, activation);
  }

  @Override
  public INDArray forward(Program program, INDArray x) {
    input = x;
    INDArray sums = arrays.zeros(parameters.trials(), rows, parameters.out());
    if (x != null) {
      products.forward(program, x, parameters.weights(), sums);
      Biases.add(arrays, program, parameters, sums);
    } else if (parameters.biases() != null) {
      program.add("add", sums, arrays.zeros(sums.shape()), parameters.biases());
    }
    return activations.forward(program, sums);
  }

  @Override
  public INDArray backward(Program program, INDArray dy, boolean ofParameters, boolean ofInputs) {
    activations.backward(program, dy);
    gradient = dy;
    if (ofParameters) {
      if (input != null) {
        products.ofWeights(program, input, dy, parameters.ofWeights());
      }
      Biases.gradient(arrays, program, parameters, dy);
    }
    return ofInputs ? inputGradient(program, dy) : null;
  }

  private INDArray inputGradient(Program program, INDArray dy) {
    INDArray dx = arrays.zeros(parameters.trials(), rows, parameters.in());
    products.ofInputs(program, dy, parameters.weights(), dx);
    return dx;
  }

  @Override
  public INDArray forwardTangent(Program program, INDArray xTangent) {
    inputTangent = xTangent;
    INDArray sums = arrays.zeros(parameters.trials(), rows, parameters.out());
    products.forward(program, xTangent, parameters.weights(), sums);
    return activations.forwardTangent(program, sums);
  }

  @Override
  public INDArray backwardTangent(Program program, INDArray dyTangent, boolean inputs) {
    products.ofWeights(program, inputTangent, gradient, parameters.ofWeights());
    INDArray tangent = activations.backwardTangent(program, gradient, dyTangent);
    if (tangent == null) {
      return null;
    }
    program.addProductOfTransposed(parameters.ofWeights(), input, tangent);
    Biases.gradient(arrays, program, parameters, tangent);
    return inputs ? inputGradient(program, tangent) : null;
  }
}
