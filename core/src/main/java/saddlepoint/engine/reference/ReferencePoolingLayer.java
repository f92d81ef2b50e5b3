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
  private A outputTangent;
  private A dxTangent;

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
      case AVERAGE -> average(x, output);
      case MAXIMUM -> {
        for (int row = 0; row < rows; row++) {
          arithmetic.largest(x, row * in, table, output, row * out, chosen[row]);
        }
      }
      case STRIDE -> throw new IllegalStateException("no layer pools by stride");
    }
    return output;
  }

  private void average(A x, A y) {
    arithmetic.clear(y, rows * out);
    for (int row = 0; row < rows; row++) {
      arithmetic.gather(x, row * in, table, seen);
      arithmetic.scatterAdd(seen, squares, y, row * out);
    }
    arithmetic.scale(1.0 / window(), y, y, rows * out);
  }

  private int window() {
    return layer.side() * layer.side();
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
    arithmetic.clear(result, rows * in);
    for (int row = 0; row < rows; row++) {
      if (layer.kind() == PoolingKind.MAXIMUM) {
        arithmetic.copy(dy, row * out, image, 0, out);
        arithmetic.scatterAdd(image, chosen[row], result, row * in);
      } else {
        arithmetic.gather(dy, row * out, squares, seen);
        arithmetic.scale(1.0 / window(), seen, seen, table.length);
        arithmetic.scatterAdd(seen, table, result, row * in);
      }
    }
  }

  /** The largest stay where they were chosen. */
  @Override
  public A forwardTangent(A xTangent) {
    outputTangent = outputTangent == null ? arithmetic.allocate(rows * out) : outputTangent;
    if (layer.kind() == PoolingKind.AVERAGE) {
      average(xTangent, outputTangent);
      return outputTangent;
    }
    for (int row = 0; row < rows; row++) {
      arithmetic.gather(xTangent, row * in, chosen[row], image);
      arithmetic.copy(image, 0, outputTangent, row * out, out);
    }
    return outputTangent;
  }

  @Override
  public A backwardTangent(A dyTangent, boolean inputs) {
    if (dyTangent == null || !inputs) {
      return null;
    }
    dxTangent = dxTangent == null ? arithmetic.allocate(rows * in) : dxTangent;
    inputGradient(dyTangent, dxTangent);
    return dxTangent;
  }
}
