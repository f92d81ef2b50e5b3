// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.reference;

import saddlepoint.recipe.HiddenNoise;

/** Noise that is drawn for each forward pass of training; gradients pass it by. */
final class ReferenceHiddenNoiseLayer<A> implements ReferenceLayer<A> {
  private final Arithmetic<A> arithmetic;
  private final HiddenNoise layer;
  private final int before;
  private final int rows;
  private final A output;

  /**
   * A layer of a pass.
   *
   * @param before columns of the layers with noise before this one
   */
  ReferenceHiddenNoiseLayer(Arithmetic<A> arithmetic, HiddenNoise layer, int before, int rows) {
    this.arithmetic = arithmetic;
    this.layer = layer;
    this.before = before;
    this.rows = rows;
    output = arithmetic.allocate(rows * layer.in());
  }

  @Override
  public A forward(A x, ForwardMode mode) {
    if (!mode.isTraining()) {
      return x;
    }
    float[] noise = mode.masks().noise(before, layer.in(), rows);
    arithmetic.addNoise(x, layer.deviation(), noise, output, noise.length);
    return output;
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
