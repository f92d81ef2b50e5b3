// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph;

import org.nd4j.linalg.api.ndarray.INDArray;
import saddlepoint.recipe.Layer;

/** y = activation(x W + b) of every trial, with W of shape [trials, in, out]. */
final class DenseLayer implements GraphLayer {
  private final GraphArrays<?> arrays;
  private final Layer.Dense layer;
  private final GraphNetwork<?>.Parameters parameters;
  private final long trials;
  private final long rows;
  private final Products products;
  private final Activations activations;
  private INDArray input;
  private INDArray output;

  DenseLayer(
      GraphArrays<?> arrays, Layer.Dense layer, GraphNetwork<?>.Parameters parameters, long rows) {
    this.arrays = arrays;
    this.layer = layer;
    this.parameters = parameters;
    this.trials = parameters.trials();
    this.rows = rows;
    products = new Products(arrays);
    activations = new Activations(arrays, layer.activation());
  }

  @Override
  public INDArray forward(Program program, INDArray x) {
    input = x;
    INDArray sums = arrays.zeros(trials, rows, layer.out());
    if (x != null) {
      products.forward(program, x, parameters.weights(), sums);
    }
    if (layer.bias()) {
      INDArray before = x == null ? arrays.zeros(trials, rows, layer.out()) : sums;
      program.add("add", sums, before, parameters.biases());
    }
    output = activations.forward(program, sums);
    return output;
  }

  @Override
  public INDArray backward(Program program, INDArray dy, boolean ofParameters, boolean ofInputs) {
    activations.backward(program, dy);
    if (ofParameters) {
      if (input != null) {
        products.ofWeights(program, input, dy, parameters.weightGradients());
      }
      if (layer.bias()) {
        program.add("reduce_sum", new long[] {1}, parameters.biasGradients(), dy);
      }
    }
    if (!ofInputs) {
      return null;
    }
    INDArray dx = arrays.zeros(trials, rows, layer.in());
    products.ofInputs(program, dy, parameters.weights(), dx);
    return dx;
  }
}
