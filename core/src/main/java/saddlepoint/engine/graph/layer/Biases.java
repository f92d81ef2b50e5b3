// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph.layer;

import org.nd4j.linalg.api.ndarray.INDArray;
import saddlepoint.engine.graph.device.GraphArrays;
import saddlepoint.engine.graph.device.Program;

/** Biases of layers that may have none. */
final class Biases {
  private Biases() {}

  /**
   * Records y += b, y of shape [trials, rows, out]. For many rows that is a product with a column
   * of ones, which is rounded the same and takes half of the time of ND4J's addition.
   */
  static void add(GraphArrays<?> arrays, Program program, LayerParameters parameters, INDArray y) {
    if (parameters.biases() == null) {
      return;
    }
    if (Sums.areFew(y)) {
      program.add("add", y, y, parameters.biases());
      return;
    }
    INDArray ones = arrays.zeros(y.size(0), y.size(1), 1);
    ones.assign(1);
    program.addProduct(y, ones, parameters.biases());
  }

  /** Records the gradient of b. */
  static void gradient(
      GraphArrays<?> arrays, Program program, LayerParameters parameters, INDArray dy) {
    if (parameters.biases() != null) {
      new Sums(arrays, dy.size(0), dy.size(1)).record(program, parameters.ofBiases(), dy);
    }
  }
}
