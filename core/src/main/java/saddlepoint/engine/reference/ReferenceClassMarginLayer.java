// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.reference;

/** y = x_1 - x_0, as a dense layer whose weights stay -1 and 1. */
final class ReferenceClassMarginLayer<A> implements ReferenceLayer<A> {
  private static final int CLASSES = 2;

  private final Arithmetic<A> arithmetic;
  private final int rows;
  private final A weights;
  private final A output;
  private final A dx;
  private A outputTangent;
  private A dxTangent;

  ReferenceClassMarginLayer(Arithmetic<A> arithmetic, int rows) {
    this.arithmetic = arithmetic;
    this.rows = rows;
    weights = arithmetic.allocate(CLASSES);
    arithmetic.load(new float[] {-1, 1}, weights, CLASSES);
    output = arithmetic.allocate(rows);
    dx = arithmetic.allocate(rows * CLASSES);
  }

  @Override
  public A forward(A x, ForwardMode mode) {
    arithmetic.affine(x, weights, null, output, rows, CLASSES, 1);
    return output;
  }

  @Override
  public A backward(A dy, boolean parameters, boolean inputs) {
    if (!inputs) {
      return null;
    }
    arithmetic.inputGradient(dy, weights, dx, rows, CLASSES, 1);
    return dx;
  }

  @Override
  public A forwardTangent(A xTangent) {
    outputTangent = outputTangent == null ? arithmetic.allocate(rows) : outputTangent;
    arithmetic.affine(xTangent, weights, null, outputTangent, rows, CLASSES, 1);
    return outputTangent;
  }

  @Override
  public A backwardTangent(A dyTangent, boolean inputs) {
    if (dyTangent == null || !inputs) {
      return null;
    }
    dxTangent = dxTangent == null ? arithmetic.allocate(rows * CLASSES) : dxTangent;
    arithmetic.inputGradient(dyTangent, weights, dxTangent, rows, CLASSES, 1);
    return dxTangent;
  }
}
