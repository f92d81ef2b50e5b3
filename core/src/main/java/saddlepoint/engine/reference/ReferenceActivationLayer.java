// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.reference;

import saddlepoint.recipe.Activation;

/** y = f(x). */
final class ReferenceActivationLayer<A> implements ReferenceLayer<A> {
  private final Arithmetic<A> arithmetic;
  private final Activation activation;
  private final int count;
  private final A output;
  private final A dx;
  private final A gradient;
  private A input;
  private A inputTangent;
  private A outputTangent;
  private A dyTangent;

  /**
   * A layer of a pass.
   *
   * @param count numbers that go through at once
   */
  ReferenceActivationLayer(Arithmetic<A> arithmetic, Activation activation, int count) {
    this.arithmetic = arithmetic;
    this.activation = activation;
    this.count = count;
    output = arithmetic.allocate(count);
    dx = arithmetic.allocate(count);
    gradient = arithmetic.allocate(count);
  }

  @Override
  public A forward(A x, ForwardMode mode) {
    input = x;
    arithmetic.activate(activation, x, output, count);
    return output;
  }

  @Override
  public A backward(A dy, boolean parameters, boolean inputs) {
    arithmetic.copy(dy, 0, dx, 0, count);
    arithmetic.activationGradient(activation, input, output, dx, count);
    // The layer before this one may overwrite dx.
    arithmetic.copy(dx, 0, gradient, 0, count);
    return dx;
  }

  @Override
  public A forwardTangent(A xTangent) {
    outputTangent = outputTangent == null ? arithmetic.allocate(count) : outputTangent;
    inputTangent = xTangent;
    arithmetic.copy(xTangent, 0, outputTangent, 0, count);
    arithmetic.activationGradient(activation, input, output, outputTangent, count);
    return outputTangent;
  }

  @Override
  public A backwardTangent(A given, boolean inputs) {
    if (given == null && activation.isPiecewiseLinear()) {
      return null;
    }
    A tangent = given;
    if (tangent == null) {
      dyTangent = dyTangent == null ? arithmetic.allocate(count) : dyTangent;
      arithmetic.clear(dyTangent, count);
      tangent = dyTangent;
    }
    arithmetic.activationGradientTangent(
        activation, input, output, gradient, inputTangent, tangent, count);
    return tangent;
  }
}
