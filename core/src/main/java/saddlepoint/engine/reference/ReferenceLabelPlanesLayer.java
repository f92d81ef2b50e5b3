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
    for (int row = 0; row < rows; row++) {
      arithmetic.gather(dy, row * layer.out(), table, image);
      arithmetic.copy(image, 0, dx, row * layer.in(), layer.in());
    }
    return dx;
  }
}
