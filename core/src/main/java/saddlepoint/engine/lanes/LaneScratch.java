// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import saddlepoint.recipe.Activate;
import saddlepoint.recipe.Layer;
import saddlepoint.recipe.LayerNorm;

/** Counts the columns that a layer overwrites in its backward pass and that all layers share. */
record LaneScratch() implements TrainedKinds<Integer> {
  @Override
  public Integer dense(Layer.Dense layer) {
    return LaneActivations.needsInput(layer.activation()) ? layer.out() : 0;
  }

  @Override
  public Integer minibatchDiscrimination(Layer.MinibatchDiscrimination layer) {
    return 0;
  }

  @Override
  public Integer scale(Layer.Scale layer) {
    return 0;
  }

  @Override
  public Integer activate(Activate layer) {
    return LaneActivations.needsInput(layer.activation()) ? layer.in() : 0;
  }

  @Override
  public Integer layerNorm(LayerNorm layer) {
    return 0;
  }
}
