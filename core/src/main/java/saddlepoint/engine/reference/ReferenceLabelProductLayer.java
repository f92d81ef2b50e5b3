// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.reference;

import saddlepoint.recipe.LabelProduct;

/** The input times the row of a table that stands for its class. */
final class ReferenceLabelProductLayer<A> implements ReferenceLayer<A> {
  private final Arithmetic<A> arithmetic;
  private final LabelProduct layer;
  private final ReferenceParameters<A> parameters;
  private final int rows;
  private final A output;
  private final A dx;
  private A input;
  private A gradient;
  private A inputTangent;
  private A outputTangent;
  private A dxTangent;

  ReferenceLabelProductLayer(
      Arithmetic<A> arithmetic, LabelProduct layer, ReferenceParameters<A> parameters, int rows) {
    this.arithmetic = arithmetic;
    this.layer = layer;
    this.parameters = parameters;
    this.rows = rows;
    output = arithmetic.allocate(rows * layer.columns());
    dx = arithmetic.allocate(rows * layer.in());
  }

  @Override
  public A forward(A x, ForwardMode mode) {
    input = x;
    arithmetic.labelProduct(layer, x, parameters.weights(), output, rows);
    return output;
  }

  @Override
  public A backward(A dy, boolean ofParameters, boolean ofInputs) {
    gradient = dy;
    if (ofParameters) {
      arithmetic.labelProductGradient(layer, input, dy, parameters.weightGradient(), rows);
    }
    if (!ofInputs) {
      return null;
    }
    arithmetic.labelProductInputGradient(layer, input, parameters.weights(), dy, dx, rows);
    return dx;
  }

  /** A class does not change with its row: the direction is taken with the class of the row. */
  @Override
  public A forwardTangent(A xTangent) {
    if (inputTangent == null) {
      inputTangent = arithmetic.allocate(rows * layer.in());
      outputTangent = arithmetic.allocate(rows * layer.columns());
    }
    arithmetic.copy(xTangent, 0, inputTangent, 0, rows * layer.in());
    for (int row = 1; row <= rows; row++) {
      arithmetic.copy(input, row * layer.in() - 1, inputTangent, row * layer.in() - 1, 1);
    }
    arithmetic.labelProduct(layer, inputTangent, parameters.weights(), outputTangent, rows);
    return outputTangent;
  }

  @Override
  public A backwardTangent(A dyTangent, boolean inputs) {
    arithmetic.labelProductGradient(
        layer, inputTangent, gradient, parameters.weightGradient(), rows);
    if (dyTangent == null) {
      return null;
    }
    arithmetic.labelProductGradient(layer, input, dyTangent, parameters.weightGradient(), rows);
    if (!inputs) {
      return null;
    }
    dxTangent = dxTangent == null ? arithmetic.allocate(rows * layer.in()) : dxTangent;
    arithmetic.labelProductInputGradient(
        layer, input, parameters.weights(), dyTangent, dxTangent, rows);
    return dxTangent;
  }
}
