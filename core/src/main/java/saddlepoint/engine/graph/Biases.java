// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Biases of layers that may have none. */
final class Biases {
  private Biases() {}

  /** Records y += b, y of shape [trials, rows, out]. */
  static void add(Program program, KernelParameters parameters, INDArray y) {
    if (parameters.biases() != null) {
      program.add("add", y, y, parameters.biases());
    }
  }

  /** Records the gradient of b. */
  static void gradient(
      GraphArrays<?> arrays, Program program, KernelParameters parameters, INDArray dy) {
    if (parameters.biases() != null) {
      new Sums(arrays, dy.size(0), dy.size(1)).record(program, parameters.ofBiases(), dy);
    }
  }
}
