// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import java.util.Arrays;
import saddlepoint.recipe.LayerNorm;

/** {@link LayerNorm} of each row of columns that are no image. */
final class LaneLayerNormLayer implements LaneLayer {
  private final Arena arena;
  private final LaneParameters parameters;
  private final LanePass.Gradients gradients;
  private final LaneLayerNorm kernels = new LaneLayerNorm();
  private final boolean learns;
  private final int columns;
  private final int normal;
  private final int inverse;
  private final int output;
  private final int scaled;
  private final int normalTangent;
  private final int outputTangent;
  private final int dxTangent;
  private final int dxAgain;
  private int gradient;
  private int ofNormal;
  private int inputTangent;

  /**
   * A layer of a pass.
   *
   * @param rows the batch, if gamma and beta are learnt
   */
  LaneLayerNormLayer(
      Arena arena,
      LayerNorm layer,
      LaneParameters parameters,
      LanePass.Gradients gradients,
      int rows) {
    this.arena = arena;
    this.parameters = parameters;
    this.gradients = gradients;
    learns = layer.learns();
    columns = layer.in();
    int numbers = Lanes.numbers(rows, columns);
    int kept = gradients.areKept() ? numbers : 0;
    normal = arena.allocate(numbers);
    inverse = arena.allocate(Lanes.numbers(rows, 1));
    output = learns ? arena.allocate(numbers) : normal;
    scaled = arena.allocate(learns ? numbers : 0);
    normalTangent = arena.allocate(kept);
    outputTangent = learns ? arena.allocate(kept) : normalTangent;
    dxTangent = arena.allocate(kept);
    dxAgain = arena.allocate(kept);
  }

  @Override
  public boolean handOverRectifier() {
    return false;
  }

  @Override
  public int forward(int x, int rows) {
    LaneLayerNorm.normalize(arena.memory(), x, normal, inverse, rows, columns, LayerNorm.EPSILON);
    if (learns) {
      parameters.scale(normal, output, rows);
    }
    return output;
  }

  @Override
  public int backward(int dy, int rows, boolean ofParameters, boolean ofInputs) {
    gradient = dy;
    if (ofParameters && learns) {
      parameters.addScaleGradients(kernels, normal, dy, rows);
    }
    int dx = gradients.otherThan(dy);
    if (ofInputs) {
      ofNormal = scaled(dy, scaled, rows);
      tangent(ofNormal, dx, rows);
    }
    return dx;
  }

  /** Where x gamma is: x, or a place that is written. */
  private int scaled(int x, int place, int rows) {
    if (!learns) {
      return x;
    }
    parameters.scaleTangent(x, place, rows);
    return place;
  }

  private void tangent(int a, int b, int rows) {
    kernels.tangent(arena.memory(), normal, inverse, a, b, rows, columns);
  }

  @Override
  public int forwardTangent(int xTangent, int rows) {
    inputTangent = xTangent;
    tangent(xTangent, normalTangent, rows);
    return scaled(normalTangent, outputTangent, rows);
  }

  @Override
  public int backwardTangent(int dyTangent, int rows, boolean inputs) {
    float[] m = arena.memory();
    if (learns) {
      parameters.addScaleWeightGradient(kernels, normalTangent, gradient, rows);
      if (dyTangent != NONE) {
        parameters.addScaleGradients(kernels, normal, dyTangent, rows);
      }
    }
    if (!inputs) {
      return NONE;
    }
    if (dyTangent == NONE) {
      Arrays.fill(m, dxTangent, dxTangent + Lanes.numbers(rows, columns) * Lanes.WIDTH, 0f);
    } else {
      tangent(scaled(dyTangent, dyTangent, rows), dxTangent, rows);
    }
    // The layer before this one may have overwritten dx.
    tangent(ofNormal, dxAgain, rows);
    kernels.addCurvature(
        m,
        normal,
        inverse,
        inputTangent,
        normalTangent,
        ofNormal,
        dxAgain,
        dxTangent,
        rows,
        columns);
    return dxTangent;
  }
}
