// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import static jdk.incubator.vector.FloatVector.fromArray;
import static saddlepoint.engine.lanes.Lanes.SPECIES;
import static saddlepoint.engine.lanes.Lanes.WIDTH;

import jdk.incubator.vector.FloatVector;

/** y = factor x, each lane with its own factor. */
final class LaneScaleLayer implements LaneLayer {
  private final Arena arena;
  private final LanePass.Gradients gradients;
  private final float[] factors;
  private final int columns;
  private final int output;
  private final int outputTangent;
  private final int dxTangent;

  /**
   * A layer of a pass.
   *
   * @param factors of each lane, [WIDTH]
   */
  LaneScaleLayer(
      Arena arena, int columns, LanePass.Gradients gradients, float[] factors, int rows) {
    this.arena = arena;
    this.gradients = gradients;
    this.factors = factors;
    this.columns = columns;
    output = arena.allocate(Lanes.numbers(rows, columns));
    int kept = gradients.areKept() ? Lanes.numbers(rows, columns) : 0;
    outputTangent = arena.allocate(kept);
    dxTangent = arena.allocate(kept);
  }

  @Override
  public boolean handOverRectifier() {
    return false;
  }

  @Override
  public int forward(int x, int rows) {
    scale(factors, arena.memory(), x, output, Lanes.numbers(rows, columns));
    return output;
  }

  @Override
  public int backward(int dy, int rows, boolean parameters, boolean inputs) {
    int dx = gradients.otherThan(dy);
    if (inputs) {
      scale(factors, arena.memory(), dy, dx, Lanes.numbers(rows, columns));
    }
    return dx;
  }

  @Override
  public int forwardTangent(int xTangent, int rows) {
    scale(factors, arena.memory(), xTangent, outputTangent, Lanes.numbers(rows, columns));
    return outputTangent;
  }

  @Override
  public int backwardTangent(int dyTangent, int rows, boolean inputs) {
    if (dyTangent == NONE || !inputs) {
      return NONE;
    }
    scale(factors, arena.memory(), dyTangent, dxTangent, Lanes.numbers(rows, columns));
    return dxTangent;
  }

  private static void scale(float[] factors, float[] m, int x, int y, int count) {
    FloatVector factor = fromArray(SPECIES, factors, 0);
    for (int i = 0; i < count * WIDTH; i += WIDTH) {
      factor.mul(fromArray(SPECIES, m, x + i)).intoArray(m, y + i);
    }
  }
}
