// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.reference;

/** The same numbers. */
final class ReferenceReshapeLayer<A> implements ReferenceLayer<A> {
  @Override
  public A forward(A x, ForwardMode mode) {
    return x;
  }

  @Override
  public A backward(A dy, boolean parameters, boolean inputs) {
    return dy;
  }

  @Override
  public A forwardTangent(A xTangent) {
    return xTangent;
  }

  @Override
  public A backwardTangent(A dyTangent, boolean inputs) {
    return dyTangent;
  }
}
