// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import saddlepoint.recipe.Activate;
import saddlepoint.recipe.Layer;
import saddlepoint.recipe.LayerNorm;

/**
 * Whether a layer must be given all rows of a batch at once: it looks from one at the others, or
 * adds up its gradients in double precision and rounds them once.
 */
record LaneWholeBatch() implements TrainedKinds<Boolean> {
  @Override
  public Boolean dense(Layer.Dense layer) {
    return false;
  }

  @Override
  public Boolean minibatchDiscrimination(Layer.MinibatchDiscrimination layer) {
    return true;
  }

  @Override
  public Boolean scale(Layer.Scale layer) {
    return false;
  }

  @Override
  public Boolean activate(Activate layer) {
    return false;
  }

  @Override
  public Boolean layerNorm(LayerNorm layer) {
    return layer.learns();
  }
}
