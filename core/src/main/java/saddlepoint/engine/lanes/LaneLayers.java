// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import java.util.List;
import saddlepoint.recipe.Activate;
import saddlepoint.recipe.Layer;
import saddlepoint.recipe.LayerNorm;

/**
 * Makes the layer of a pass that each kind asks for.
 *
 * @param parameters of the layer
 * @param rows the most that are given at once
 * @param ofLanes the layer as each lane has it
 * @param before the layer before it in the pass, or null
 */
record LaneLayers(
    Arena arena,
    LaneParameters parameters,
    LanePass.Gradients gradients,
    int rows,
    List<Layer> ofLanes,
    LaneLayer before)
    implements TrainedKinds<LaneLayer> {
  @Override
  public LaneLayer dense(Layer.Dense layer) {
    boolean closesGates = before != null && before.handOverRectifier();
    return new LaneDenseLayer(arena, layer, parameters, gradients, rows, closesGates);
  }

  @Override
  public LaneLayer minibatchDiscrimination(Layer.MinibatchDiscrimination layer) {
    return new LaneMinibatchLayer(arena, layer, parameters, gradients, coefficients(0), rows);
  }

  @Override
  public LaneLayer scale(Layer.Scale layer) {
    return new LaneScaleLayer(arena, layer.in(), gradients, coefficients(0), rows);
  }

  @Override
  public LaneLayer activate(Activate layer) {
    return new LaneActivationLayer(arena, layer.activation(), layer.in(), gradients, rows);
  }

  @Override
  public LaneLayer layerNorm(LayerNorm layer) {
    return new LaneLayerNormLayer(arena, layer, parameters, gradients, rows);
  }

  /** One coefficient of each lane, [WIDTH]. */
  private float[] coefficients(int index) {
    float[] all = new float[ofLanes.size()];
    for (int lane = 0; lane < all.length; lane++) {
      all[lane] = (float) ofLanes.get(lane).coefficients()[index];
    }
    return all;
  }
}
