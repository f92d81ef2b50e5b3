// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.reference;

import saddlepoint.recipe.Dropout;

/** Dropout by masks that are drawn for each forward pass in which it drops. */
final class ReferenceDropoutLayer<A> implements ReferenceLayer<A> {
  private final Arithmetic<A> arithmetic;
  private final Dropout layer;
  private final int before;
  private final int rows;
  private final A mask;
  private final A output;
  private final A dx;
  private A outputTangent;
  private boolean drops;

  /**
   * A layer of a pass.
   *
   * @param before columns of the layers with dropout before this one
   */
  ReferenceDropoutLayer(Arithmetic<A> arithmetic, Dropout layer, int before, int rows) {
    this.arithmetic = arithmetic;
    this.layer = layer;
    this.before = before;
    this.rows = rows;
    mask = arithmetic.allocate(rows * layer.in());
    output = arithmetic.allocate(rows * layer.in());
    dx = arithmetic.allocate(rows * layer.in());
  }

  @Override
  public A forward(A x, ForwardMode mode) {
    drops = mode.isTraining() || layer.whenSampling();
    if (!drops) {
      return x;
    }
    arithmetic.load(mode.masks().draw(before, layer, rows), mask, rows * layer.in());
    arithmetic.multiply(x, mask, output, rows * layer.in());
    return output;
  }

  @Override
  public A backward(A dy, boolean parameters, boolean inputs) {
    if (!drops) {
      return dy;
    }
    arithmetic.multiply(dy, mask, dx, rows * layer.in());
    return dx;
  }

  @Override
  public A forwardTangent(A xTangent) {
    if (!drops) {
      return xTangent;
    }
    outputTangent = outputTangent == null ? arithmetic.allocate(rows * layer.in()) : outputTangent;
    arithmetic.multiply(xTangent, mask, outputTangent, rows * layer.in());
    return outputTangent;
  }

  @Override
  public A backwardTangent(A dyTangent, boolean inputs) {
    if (drops && dyTangent != null) {
      arithmetic.multiply(dyTangent, mask, dyTangent, rows * layer.in());
    }
    return dyTangent;
  }
}
