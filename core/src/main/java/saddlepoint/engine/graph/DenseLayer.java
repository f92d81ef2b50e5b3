// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph;

import org.nd4j.linalg.api.ndarray.INDArray;
import saddlepoint.recipe.Layer;

/** y = activation(x W + b) of every trial, with W of shape [trials, in, out]. */
final class DenseLayer implements GraphLayer {
  private static final long[] PLAIN = {0, 0, 0};
  private static final long[] FIRST_TRANSPOSED = {1, 0, 0};
  private static final long[] SECOND_TRANSPOSED = {0, 1, 0};

  private final GraphArrays<?> arrays;
  private final Layer.Dense layer;
  private final GraphNetwork<?>.Parameters parameters;
  private final long trials;
  private final long rows;
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
    activations = new Activations(arrays, layer.activation());
  }

  @Override
  public INDArray forward(Program program, INDArray x) {
    input = x;
    INDArray sums = arrays.zeros(trials, rows, layer.out());
    if (x != null) {
      program.add("matmul", PLAIN, sums, x, parameters.weights());
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
        program.add("matmul", FIRST_TRANSPOSED, parameters.weightGradients(), input, dy);
      }
      if (layer.bias()) {
        program.add("reduce_sum", new long[] {1}, parameters.biasGradients(), dy);
      }
    }
    if (!ofInputs) {
      return null;
    }
    INDArray dx = arrays.zeros(trials, rows, layer.in());
    program.add("matmul", SECOND_TRANSPOSED, dx, dy, parameters.weights());
    return dx;
  }
}
