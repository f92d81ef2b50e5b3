// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.reference;

import saddlepoint.recipe.Layer;

/** Minibatch discrimination, Salimans et al. 2016, section 3.2; the rows are the batch. */
final class ReferenceMinibatchLayer<A> implements ReferenceLayer<A> {
  private final Arithmetic<A> arithmetic;
  private final Layer.MinibatchDiscrimination layer;
  private final ReferenceParameters<A> parameters;
  private final int rows;
  private final A projected;
  private final A similarity;
  private final A output;
  private A input;
  private A projectedGradient;
  private A dx;

  ReferenceMinibatchLayer(
      Arithmetic<A> arithmetic,
      Layer.MinibatchDiscrimination layer,
      ReferenceParameters<A> parameters,
      int rows) {
    this.arithmetic = arithmetic;
    this.layer = layer;
    this.parameters = parameters;
    this.rows = rows;
    projected = arithmetic.allocate(rows * layer.projected());
    similarity = arithmetic.allocate(rows * rows * layer.kernels());
    output = arithmetic.allocate(rows * layer.out());
  }

  @Override
  public A forward(A x, ForwardMode mode) {
    input = x;
    arithmetic.affine(
        x,
        parameters.weights(),
        parameters.biases(),
        projected,
        rows,
        layer.in(),
        layer.projected());
    arithmetic.minibatch(layer, x, projected, similarity, output, rows);
    return output;
  }

  @Override
  public A backward(A dy, boolean ofParameters, boolean ofInputs) {
    if (projectedGradient == null) {
      projectedGradient = arithmetic.allocate(rows * layer.projected());
    }
    arithmetic.minibatchGradient(layer, projected, similarity, dy, projectedGradient, rows);
    if (ofParameters) {
      parameters.addGradients(
          arithmetic, input, projectedGradient, rows, layer.in(), layer.projected());
    }
    if (!ofInputs) {
      return null;
    }
    if (dx == null) {
      dx = arithmetic.allocate(rows * layer.in());
    }
    arithmetic.minibatchInputGradient(layer, dy, projectedGradient, parameters.weights(), dx, rows);
    return dx;
  }
}
