// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.reference;

/** y = factor x. */
final class ReferenceScaleLayer<A> implements ReferenceLayer<A> {
  private final Arithmetic<A> arithmetic;
  private final double factor;
  private final int count;
  private final A output;
  private A dx;
  private A outputTangent;
  private A dxTangent;

  /**
   * A layer of a pass.
   *
   * @param count numbers that go through at once
   */
  ReferenceScaleLayer(Arithmetic<A> arithmetic, double factor, int count) {
    this.arithmetic = arithmetic;
    this.factor = factor;
    this.count = count;
    output = arithmetic.allocate(count);
  }

  @Override
  public A forward(A x, ForwardMode mode) {
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

  @Override
  public A forwardTangent(A xTangent) {
    outputTangent = outputTangent == null ? arithmetic.allocate(count) : outputTangent;
    arithmetic.scale(factor, xTangent, outputTangent, count);
    return outputTangent;
  }

  @Override
  public A backwardTangent(A dyTangent, boolean inputs) {
    if (dyTangent == null || !inputs) {
      return null;
    }
    dxTangent = dxTangent == null ? arithmetic.allocate(count) : dxTangent;
    arithmetic.scale(factor, dyTangent, dxTangent, count);
    return dxTangent;
  }
}
