// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import saddlepoint.recipe.Activate;
import saddlepoint.recipe.Layer;
import saddlepoint.recipe.LayerNorm;

/**
 * Counts the numbers that the largest array of a layer holds for a lane, without an overflow.
 *
 * @param rows of a pass
 */
record LaneLayerSize(long rows) implements TrainedKinds<Long> {
  @Override
  public Long dense(Layer.Dense layer) {
    return affine(layer);
  }

  @Override
  public Long minibatchDiscrimination(Layer.MinibatchDiscrimination layer) {
    long pairs = layer.kernels() * rows * (rows + 1) / 2;
    long projected = rows * layer.weights().columns();
    return Math.max(affine(layer), Math.max(projected, pairs));
  }

  @Override
  public Long scale(Layer.Scale layer) {
    return affine(layer);
  }

  @Override
  public Long activate(Activate layer) {
    return affine(layer);
  }

  @Override
  public Long layerNorm(LayerNorm layer) {
    return affine(layer);
  }

  private long affine(Layer layer) {
    long weights = (long) layer.weights().rows() * layer.weights().columns();
    return Math.max(weights, rows * layer.out());
  }
}
