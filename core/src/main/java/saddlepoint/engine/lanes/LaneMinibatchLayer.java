// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import saddlepoint.recipe.Layer;

/** Minibatch discrimination, Salimans et al. 2016, section 3.2; the rows are the batch. */
final class LaneMinibatchLayer implements LaneLayer {
  private final Arena arena;
  private final Layer.MinibatchDiscrimination layer;
  private final LaneParameters parameters;
  private final LanePass.Gradients gradients;
  private final LaneMinibatch minibatch;
  private final int output;
  private int input;

  /**
   * A layer of a pass.
   *
   * @param selfDistances of each lane, [WIDTH]
   */
  LaneMinibatchLayer(
      Arena arena,
      Layer.MinibatchDiscrimination layer,
      LaneParameters parameters,
      LanePass.Gradients gradients,
      float[] selfDistances,
      int rows) {
    this.arena = arena;
    this.layer = layer;
    this.parameters = parameters;
    this.gradients = gradients;
    output = arena.allocate(Lanes.numbers(rows, layer.out()));
    minibatch = new LaneMinibatch(arena, layer, selfDistances, rows);
  }

  @Override
  public boolean handOverRectifier() {
    return false;
  }

  @Override
  public int forward(int x, int rows) {
    input = x;
    parameters.multiply(x, minibatch.projected(), rows, LaneMatrix.OPEN);
    minibatch.forward(arena.memory(), x, output);
    return output;
  }

  @Override
  public int backward(int dy, int rows, boolean ofParameters, boolean ofInputs) {
    float[] m = arena.memory();
    minibatch.gradient(m, dy);
    if (ofParameters) {
      parameters.addGradients(input, minibatch.projected(), rows);
    }
    int dx = gradients.otherThan(dy);
    if (ofInputs) {
      Lanes.copyColumns(m, dy, layer.out(), dx, layer.in(), rows);
      parameters.addInputGradient(minibatch.projected(), dx, rows);
    }
    return dx;
  }

  @Override
  public int forwardTangent(int xTangent, int rows) {
    throw new UnsupportedOperationException("a gradient penalty takes no layer that couples rows");
  }

  @Override
  public int backwardTangent(int dyTangent, int rows, boolean inputs) {
    throw new UnsupportedOperationException("a gradient penalty takes no layer that couples rows");
  }
}
