// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.reference;

import saddlepoint.recipe.BatchNorm;

/** Batch norm over all rows and pixels of a pass. */
final class ReferenceBatchNormLayer<A> implements ReferenceLayer<A> {
  private final Arithmetic<A> arithmetic;
  private final BatchNorm layer;
  private final ReferenceParameters<A> parameters;
  private final int count;
  private final A statistics;
  private final A normal;
  private final A output;
  private boolean ofBatch;

  /**
   * A layer of a pass.
   *
   * @param rows of the pass
   */
  ReferenceBatchNormLayer(
      Arithmetic<A> arithmetic, BatchNorm layer, ReferenceParameters<A> parameters, int rows) {
    this.arithmetic = arithmetic;
    this.layer = layer;
    this.parameters = parameters;
    count = rows * layer.input().pixels();
    statistics = arithmetic.allocate(2 * layer.channels());
    normal = arithmetic.allocate(rows * layer.in());
    output = arithmetic.allocate(rows * layer.in());
  }

  @Override
  public A forward(A x, ForwardMode mode) {
    ofBatch = mode.isTraining();
    if (ofBatch) {
      arithmetic.batchStatistics(x, statistics, count, layer.channels());
      arithmetic.moveStatistics(layer, statistics, parameters.weights(), count);
    } else {
      arithmetic.copy(
          parameters.weights(),
          BatchNorm.MEAN * layer.channels(),
          statistics,
          0,
          2 * layer.channels());
    }
    arithmetic.batchNorm(
        layer, x, statistics, 0, parameters.weights(), parameters.biases(), normal, output, count);
    return output;
  }

  @Override
  public A backward(A dy, boolean ofParameters, boolean ofInputs) {
    if (ofParameters) {
      arithmetic.batchNormGradient(
          normal,
          dy,
          parameters.weightGradient(),
          parameters.biasGradient(),
          count,
          layer.channels());
    }
    if (!ofInputs) {
      return null;
    }
    arithmetic.batchNormInputGradient(
        layer, normal, statistics, 0, parameters.weights(), dy, dy, count, ofBatch);
    return dy;
  }
}
