// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import java.util.Arrays;
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
  private final int beforeTangent;
  private final int outputTangent;
  private final int dyTangent;
  private final int dxTangent;
  private int input;
  private int gradient;
  private int inputTangent;
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
    int kept = gradients.areKept() ? Lanes.numbers(rows, columns) : 0;
    boolean isCurved = !activation.isPiecewiseLinear();
    outputTangent = arena.allocate(kept);
    beforeTangent = isCurved ? arena.allocate(kept) : outputTangent;
    dyTangent = arena.allocate(isCurved ? kept : 0);
    dxTangent = arena.allocate(gradients.areKept() ? Lanes.numbers(rows, layer.in()) : 0);
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
    applySlope(dy, rows);
    gradient = dy;
    if (ofParameters) {
      parameters.addGradients(input, dy, rows);
    }
    int dx = gradients.otherThan(dy);
    if (ofInputs) {
      parameters.inputGradient(dy, dx, rows, closesGates ? input : LaneMatrix.OPEN);
    }
    return dx;
  }

  /** dy *= f'(x), unless another layer sees to it. */
  private void applySlope(int dy, int rows) {
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
  }

  @Override
  public int forwardTangent(int xTangent, int rows) {
    inputTangent = xTangent;
    if (isRectified) {
      parameters.multiplyTangent(xTangent, outputTangent, rows, output);
      return outputTangent;
    }
    parameters.multiplyTangent(xTangent, beforeTangent, rows, LaneMatrix.OPEN);
    if (beforeTangent != outputTangent) {
      float[] m = arena.memory();
      int count = Lanes.numbers(rows, columns) * Lanes.WIDTH;
      System.arraycopy(m, beforeTangent, m, outputTangent, count);
    }
    applySlope(outputTangent, rows);
    return outputTangent;
  }

  @Override
  public int backwardTangent(int given, int rows, boolean ofInputs) {
    parameters.addWeightGradient(inputTangent, gradient, rows);
    if (given == NONE && activation.isPiecewiseLinear()) {
      return NONE;
    }
    float[] m = arena.memory();
    int count = Lanes.numbers(rows, columns);
    int tangent = given;
    if (tangent == NONE) {
      tangent = dyTangent;
      Arrays.fill(m, tangent, tangent + count * Lanes.WIDTH, 0f);
    }
    applySlope(tangent, rows);
    LaneActivations.addCurvature(
        activation,
        m,
        before,
        output,
        gradient,
        beforeTangent,
        tangent,
        gradients.scratch(),
        count);
    parameters.addGradients(input, tangent, rows);
    if (!ofInputs) {
      return NONE;
    }
    parameters.inputGradient(tangent, dxTangent, rows, closesGates ? input : LaneMatrix.OPEN);
    return dxTangent;
  }
}
