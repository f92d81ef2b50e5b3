// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import saddlepoint.recipe.Activation;
import saddlepoint.recipe.Layer;

/** y = activation(x W + b). */
final class LaneDenseLayer implements LaneLayer {
  private final Arena arena;
  private final LaneParameters parameters;
  private final LanePass.Gradients gradients;
  private final Activation activation;
  private final boolean isRectified;
  private final boolean closesGates;
  private final int columns;
  private final int before;
  private final int output;
  private int input;
  private boolean isHandedOver;

  /**
   * A layer of a pass.
   *
   * @param closesGates whether it sees to the gradient of the rectifier that made its input
   */
  LaneDenseLayer(
      Arena arena,
      Layer.Dense layer,
      LaneParameters parameters,
      LanePass.Gradients gradients,
      int rows,
      boolean closesGates) {
    this.arena = arena;
    this.parameters = parameters;
    this.gradients = gradients;
    this.closesGates = closesGates;
    activation = layer.activation();
    isRectified = LaneActivations.isRectifier(activation);
    columns = layer.out();
    output = arena.allocate(Lanes.numbers(rows, columns));
    before =
        LaneActivations.needsInput(activation)
            ? arena.allocate(Lanes.numbers(rows, columns))
            : output;
  }

  @Override
  public boolean handOverRectifier() {
    isHandedOver = isRectified;
    return isHandedOver;
  }

  @Override
  public int forward(int x, int rows) {
    input = x;
    parameters.multiply(x, before, rows, isRectified ? LaneMatrix.ITSELF : LaneMatrix.OPEN);
    LaneActivations.activate(
        activation, arena.memory(), before, output, Lanes.numbers(rows, columns));
    return output;
  }

  @Override
  public int backward(int dy, int rows, boolean ofParameters, boolean ofInputs) {
    if (!isHandedOver) {
      LaneActivations.gradient(
          activation,
          arena.memory(),
          before,
          output,
          dy,
          gradients.scratch(),
          Lanes.numbers(rows, columns));
    }
    if (ofParameters) {
      parameters.addGradients(input, dy, rows);
    }
    int dx = gradients.otherThan(dy);
    if (ofInputs) {
      parameters.inputGradient(dy, dx, rows, closesGates ? input : LaneMatrix.OPEN);
    }
    return dx;
  }
}
