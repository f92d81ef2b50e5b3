// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph.layer;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Weights and biases of one layer in all trials, and where their gradients go. Each trial's numbers
 * stand side by side, trials may be apart.
 *
 * @param weights [trials, in, out], where of a kernel {@code in} is (down, across, channels in)
 * @param biases [trials, 1, out]; null if there are none
 * @param ofWeights gradient, shaped as the weights
 * @param ofBiases gradient, shaped as the biases
 */
public record LayerParameters(
    INDArray weights, INDArray biases, INDArray ofWeights, INDArray ofBiases) {
  public long trials() {
    return weights.size(0);
  }

  public long in() {
    return weights.size(1);
  }

  public long out() {
    return weights.size(2);
  }
}
