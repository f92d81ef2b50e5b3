// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.reference;

import saddlepoint.recipe.LabelPlanes;

/** An image with planes of its class. */
final class ReferenceLabelPlanesLayer<A> implements ReferenceLayer<A> {
  private final Arithmetic<A> arithmetic;
  private final LabelPlanes layer;
  private final int[] table;
  private final int rows;
  private final A output;
  private final A image;
  private final A dx;
  private A outputTangent;
  private A dxTangent;

  ReferenceLabelPlanesLayer(Arithmetic<A> arithmetic, LabelPlanes layer, int rows) {
    this.arithmetic = arithmetic;
    this.layer = layer;
    this.rows = rows;
    table = ImageTables.of(layer);
    output = arithmetic.allocate(rows * layer.out());
    image = arithmetic.allocate(layer.in());
    dx = arithmetic.allocate(rows * layer.in());
  }

  @Override
  public A forward(A x, ForwardMode mode) {
    arithmetic.labelPlanes(layer, x, output, rows);
    return output;
  }

  @Override
  public A backward(A dy, boolean parameters, boolean inputs) {
    if (!inputs) {
      return null;
    }
    inputGradient(dy, dx);
    return dx;
  }

  private void inputGradient(A dy, A result) {
    for (int row = 0; row < rows; row++) {
      arithmetic.gather(dy, row * layer.out(), table, image);
      arithmetic.copy(image, 0, result, row * layer.in(), layer.in());
    }
  }

  /** A class does not change with its image: its planes stay. */
  @Override
  public A forwardTangent(A xTangent) {
    outputTangent = outputTangent == null ? arithmetic.allocate(rows * layer.out()) : outputTangent;
    arithmetic.clear(outputTangent, rows * layer.out());
    for (int row = 0; row < rows; row++) {
      arithmetic.copy(xTangent, row * layer.in(), image, 0, layer.in());
      arithmetic.scatterAdd(image, table, outputTangent, row * layer.out());
    }
    return outputTangent;
  }

  @Override
  public A backwardTangent(A dyTangent, boolean inputs) {
    if (dyTangent == null || !inputs) {
      return null;
    }
    dxTangent = dxTangent == null ? arithmetic.allocate(rows * layer.in()) : dxTangent;
    inputGradient(dyTangent, dxTangent);
    return dxTangent;
  }
}
