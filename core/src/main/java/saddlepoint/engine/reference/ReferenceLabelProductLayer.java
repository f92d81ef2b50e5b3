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
    if (ofParameters) {
      arithmetic.labelProductGradient(layer, input, dy, parameters.weightGradient(), rows);
    }
    if (!ofInputs) {
      return null;
    }
    arithmetic.labelProductInputGradient(layer, input, parameters.weights(), dy, dx, rows);
    return dx;
  }
}
