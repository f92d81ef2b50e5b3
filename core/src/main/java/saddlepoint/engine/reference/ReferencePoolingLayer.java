// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.reference;

import saddlepoint.recipe.Pooling;
import saddlepoint.recipe.PoolingKind;

/** The mean or the largest of squares of pixels. */
final class ReferencePoolingLayer<A> implements ReferenceLayer<A> {
  private final Arithmetic<A> arithmetic;
  private final Pooling layer;
  private final int[] table;

  /** Which output each entry of the table belongs to. */
  private final int[] squares;

  private final int[][] chosen;
  private final int rows;
  private final int in;
  private final int out;
  private final A seen;
  private final A output;
  private final A image;
  private final A dx;

  ReferencePoolingLayer(Arithmetic<A> arithmetic, Pooling layer, int rows) {
    this.arithmetic = arithmetic;
    this.layer = layer;
    this.rows = rows;
    table = ImageTables.of(layer);
    in = layer.in();
    out = layer.out();
    chosen = new int[rows][out];
    squares = new int[table.length];
    for (int i = 0; i < squares.length; i++) {
      squares[i] = i / window();
    }
    seen = arithmetic.allocate(table.length);
    output = arithmetic.allocate(rows * out);
    image = arithmetic.allocate(out);
    dx = arithmetic.allocate(rows * in);
  }

  @Override
  public A forward(A x, ForwardMode mode) {
    switch (layer.kind()) {
      case AVERAGE -> average(x);
      case MAXIMUM -> {
        for (int row = 0; row < rows; row++) {
          arithmetic.largest(x, row * in, table, output, row * out, chosen[row]);
        }
      }
      case STRIDE -> throw new IllegalStateException("no layer pools by stride");
    }
    return output;
  }

  private void average(A x) {
    arithmetic.clear(output, rows * out);
    for (int row = 0; row < rows; row++) {
      arithmetic.gather(x, row * in, table, seen);
      arithmetic.scatterAdd(seen, squares, output, row * out);
    }
    arithmetic.scale(1.0 / window(), output, output, rows * out);
  }

  private int window() {
    return layer.side() * layer.side();
  }

  @Override
  public A backward(A dy, boolean parameters, boolean inputs) {
    if (!inputs) {
      return null;
    }
    arithmetic.clear(dx, rows * in);
    if (layer.kind() == PoolingKind.AVERAGE) {
      arithmetic.scale(1.0 / window(), dy, dy, rows * out);
    }
    for (int row = 0; row < rows; row++) {
      if (layer.kind() == PoolingKind.MAXIMUM) {
        arithmetic.copy(dy, row * out, image, 0, out);
        arithmetic.scatterAdd(image, chosen[row], dx, row * in);
      } else {
        arithmetic.gather(dy, row * out, squares, seen);
        arithmetic.scatterAdd(seen, table, dx, row * in);
      }
    }
    return dx;
  }
}
