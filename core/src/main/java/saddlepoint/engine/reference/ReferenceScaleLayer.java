// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.reference;

import saddlepoint.recipe.Layer;

/** y = factor x. */
final class ReferenceScaleLayer<A> implements ReferenceLayer<A> {
  private final Arithmetic<A> arithmetic;
  private final double factor;
  private final int count;
  private final A output;
  private A dx;

  ReferenceScaleLayer(Arithmetic<A> arithmetic, Layer.Scale layer, int rows) {
    this.arithmetic = arithmetic;
    factor = layer.factor();
    count = rows * layer.in();
    output = arithmetic.allocate(count);
  }

  @Override
  public A forward(A x) {
    arithmetic.scale(factor, x, output, count);
    return output;
  }

  @Override
  public A backward(A dy, boolean parameters, boolean inputs) {
    if (!inputs) {
      return null;
    }
    if (dx == null) {
      dx = arithmetic.allocate(count);
    }
    arithmetic.scale(factor, dy, dx, count);
    return dx;
  }
}
