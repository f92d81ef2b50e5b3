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
  private A input;

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
  }

  @Override
  public A forward(A x, ForwardMode mode) {
    input = x;
    arithmetic.activate(activation, x, output, count);
    return output;
  }

  @Override
  public A backward(A dy, boolean parameters, boolean inputs) {
    arithmetic.activationGradient(activation, input, output, dy, count);
    return dy;
  }
}
