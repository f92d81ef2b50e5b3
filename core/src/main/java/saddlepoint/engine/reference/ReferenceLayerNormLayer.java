// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.reference;

import saddlepoint.recipe.LayerNorm;

/** {@link LayerNorm} of each row. */
final class ReferenceLayerNormLayer<A> implements ReferenceLayer<A> {
  private final Arithmetic<A> arithmetic;
  private final LayerNorm layer;
  private final ReferenceParameters<A> parameters;
  private final int rows;
  private final int columns;
  private final int channels;

  /** Rows of as many columns as there are gammas: a row's pixels. */
  private final int pixels;

  private final A normal;
  private final A inverse;
  private final A output;
  private final A gradient;
  private final A ofNormal;
  private final A dx;

  private A xTangent;
  private A normalTangent;
  private A outputTangent;
  private A scaledTangent;
  private A dxTangent;
  private A dxAgain;

  /** What the bias, which no tangent moves, would get. */
  private A ofNoBias;

  ReferenceLayerNormLayer(
      Arithmetic<A> arithmetic, LayerNorm layer, ReferenceParameters<A> parameters, int rows) {
    this.arithmetic = arithmetic;
    this.layer = layer;
    this.parameters = parameters;
    this.rows = rows;
    columns = layer.in();
    channels = layer.groups();
    pixels = rows * layer.input().pixels();
    normal = numbers();
    inverse = arithmetic.allocate(rows * channels);
    output = numbers();
    gradient = numbers();
    ofNormal = numbers();
    dx = numbers();
  }

  private A numbers() {
    return arithmetic.allocate(rows * columns);
  }

  @Override
  public A forward(A x, ForwardMode mode) {
    arithmetic.layerNorm(x, normal, inverse, rows, columns, channels);
    scale(normal, parameters.biases(), output);
    return output;
  }

  /** y = gamma x + beta. */
  private void scale(A x, A beta, A y) {
    if (layer.learns()) {
      arithmetic.scaleColumns(x, parameters.weights(), beta, y, pixels, layer.input().channels());
    } else {
      arithmetic.copy(x, 0, y, 0, rows * columns);
    }
  }

  @Override
  public A backward(A dy, boolean ofParameters, boolean ofInputs) {
    arithmetic.copy(dy, 0, gradient, 0, rows * columns);
    if (ofParameters && layer.learns()) {
      addGradients(normal, dy);
    }
    if (!ofInputs) {
      return null;
    }
    scale(dy, null, ofNormal);
    arithmetic.layerNormTangent(normal, inverse, ofNormal, dx, rows, columns, channels);
    return dx;
  }

  private void addGradients(A factors, A dy) {
    arithmetic.batchNormGradient(
        factors,
        dy,
        parameters.weightGradient(),
        parameters.biasGradient(),
        pixels,
        layer.input().channels());
  }

  @Override
  public A forwardTangent(A direction) {
    xTangent = direction;
    normalTangent = normalTangent == null ? numbers() : normalTangent;
    outputTangent = outputTangent == null ? numbers() : outputTangent;
    arithmetic.layerNormTangent(normal, inverse, direction, normalTangent, rows, columns, channels);
    scale(normalTangent, null, outputTangent);
    return outputTangent;
  }

  @Override
  public A backwardTangent(A dyTangent, boolean ofInputs) {
    if (layer.learns()) {
      ofNoBias = ofNoBias == null ? arithmetic.allocate(layer.input().channels()) : ofNoBias;
      arithmetic.batchNormGradient(
          normalTangent,
          gradient,
          parameters.weightGradient(),
          ofNoBias,
          pixels,
          layer.input().channels());
      if (dyTangent != null) {
        addGradients(normal, dyTangent);
      }
    }
    if (!ofInputs) {
      return null;
    }
    dxTangent = dxTangent == null ? numbers() : dxTangent;
    if (dyTangent == null) {
      arithmetic.clear(dxTangent, rows * columns);
    } else {
      scaledTangent = scaledTangent == null ? numbers() : scaledTangent;
      scale(dyTangent, null, scaledTangent);
      arithmetic.layerNormTangent(
          normal, inverse, scaledTangent, dxTangent, rows, columns, channels);
    }
    // The layer before this one may have overwritten dx.
    dxAgain = dxAgain == null ? numbers() : dxAgain;
    arithmetic.layerNormTangent(normal, inverse, ofNormal, dxAgain, rows, columns, channels);
    arithmetic.addLayerNormCurvature(
        normal,
        inverse,
        xTangent,
        normalTangent,
        ofNormal,
        dxAgain,
        dxTangent,
        rows,
        columns,
        channels);
    return dxTangent;
  }
}
