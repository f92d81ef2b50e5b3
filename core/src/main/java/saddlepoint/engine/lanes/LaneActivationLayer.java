// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import java.util.Arrays;
import saddlepoint.recipe.Activation;

/** y = activation(x), where it does not stand right behind a layer's product. */
final class LaneActivationLayer implements LaneLayer {
  private final Arena arena;
  private final LanePass.Gradients gradients;
  private final Activation activation;
  private final int columns;
  private final int output;
  private final int outputTangent;
  private final int dyTangent;
  private int input;
  private int gradient;
  private int inputTangent;

  /** A layer of a pass. */
  LaneActivationLayer(
      Arena arena, Activation activation, int columns, LanePass.Gradients gradients, int rows) {
    this.arena = arena;
    this.gradients = gradients;
    this.activation = activation;
    this.columns = columns;
    output = arena.allocate(Lanes.numbers(rows, columns));
    int kept = gradients.areKept() ? Lanes.numbers(rows, columns) : 0;
    outputTangent = arena.allocate(kept);
    dyTangent = arena.allocate(activation.isPiecewiseLinear() ? 0 : kept);
  }

  @Override
  public boolean handOverRectifier() {
    return false;
  }

  @Override
  public int forward(int x, int rows) {
    input = x;
    LaneActivations.activate(activation, arena.memory(), x, output, Lanes.numbers(rows, columns));
    return output;
  }

  @Override
  public int backward(int dy, int rows, boolean parameters, boolean inputs) {
    applySlope(dy, rows);
    gradient = dy;
    return dy;
  }

  /** dy *= f'(x). */
  private void applySlope(int dy, int rows) {
    LaneActivations.gradient(
        activation,
        arena.memory(),
        input,
        output,
        dy,
        gradients.scratch(),
        Lanes.numbers(rows, columns));
  }

  @Override
  public int forwardTangent(int xTangent, int rows) {
    inputTangent = xTangent;
    float[] m = arena.memory();
    int count = Lanes.numbers(rows, columns) * Lanes.WIDTH;
    System.arraycopy(m, xTangent, m, outputTangent, count);
    applySlope(outputTangent, rows);
    return outputTangent;
  }

  @Override
  public int backwardTangent(int given, int rows, boolean inputs) {
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
        activation, m, input, output, gradient, inputTangent, tangent, gradients.scratch(), count);
    return tangent;
  }
}
