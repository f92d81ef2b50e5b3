// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.reference;

import saddlepoint.recipe.Activation;
import saddlepoint.recipe.Layer;

/** y = activation(x W + b). */
final class ReferenceDenseLayer<A> implements ReferenceLayer<A> {
  private final Arithmetic<A> arithmetic;
  private final Layer layer;
  private final Activation activation;
  private final ReferenceParameters<A> parameters;
  private final int rows;
  private final A before;
  private final A output;
  private A input;
  private A gradient;
  private A dx;
  private A inputTangent;
  private A beforeTangent;
  private A outputTangent;
  private A dyTangent;
  private A dxTangent;

  ReferenceDenseLayer(
      Arithmetic<A> arithmetic,
      Layer layer,
      Activation activation,
      ReferenceParameters<A> parameters,
      int rows) {
    this.arithmetic = arithmetic;
    this.layer = layer;
    this.activation = activation;
    this.parameters = parameters;
    this.rows = rows;
    before = arithmetic.allocate(rows * layer.out());
    output = arithmetic.allocate(rows * layer.out());
  }

  @Override
  public A forward(A x, ForwardMode mode) {
    input = x;
    arithmetic.affine(
        x, parameters.weights(), parameters.biases(), before, rows, layer.in(), layer.out());
    arithmetic.activate(activation, before, output, rows * layer.out());
    return output;
  }

  @Override
  public A backward(A dy, boolean ofParameters, boolean ofInputs) {
    arithmetic.activationGradient(activation, before, output, dy, rows * layer.out());
    gradient = dy;
    if (ofParameters) {
      parameters.addGradients(arithmetic, input, dy, rows, layer.in(), layer.out());
    }
    if (!ofInputs) {
      return null;
    }
    if (dx == null) {
      dx = arithmetic.allocate(rows * layer.in());
    }
    arithmetic.inputGradient(dy, parameters.weights(), dx, rows, layer.in(), layer.out());
    return dx;
  }

  @Override
  public A forwardTangent(A xTangent) {
    int count = rows * layer.out();
    if (beforeTangent == null) {
      beforeTangent = arithmetic.allocate(count);
      outputTangent = arithmetic.allocate(count);
    }
    inputTangent = xTangent;
    arithmetic.affine(
        xTangent, parameters.weights(), null, beforeTangent, rows, layer.in(), layer.out());
    arithmetic.copy(beforeTangent, 0, outputTangent, 0, count);
    arithmetic.activationGradient(activation, before, output, outputTangent, count);
    return outputTangent;
  }

  @Override
  public A backwardTangent(A given, boolean ofInputs) {
    parameters.addWeightGradient(arithmetic, inputTangent, gradient, rows, layer.in(), layer.out());
    if (given == null && activation.isPiecewiseLinear()) {
      return null;
    }
    int count = rows * layer.out();
    A tangent = given;
    if (tangent == null) {
      dyTangent = dyTangent == null ? arithmetic.allocate(count) : dyTangent;
      arithmetic.clear(dyTangent, count);
      tangent = dyTangent;
    }
    arithmetic.activationGradientTangent(
        activation, before, output, gradient, beforeTangent, tangent, count);
    parameters.addGradients(arithmetic, input, tangent, rows, layer.in(), layer.out());
    if (!ofInputs) {
      return null;
    }
    dxTangent = dxTangent == null ? arithmetic.allocate(rows * layer.in()) : dxTangent;
    arithmetic.inputGradient(
        tangent, parameters.weights(), dxTangent, rows, layer.in(), layer.out());
    return dxTangent;
  }
}
