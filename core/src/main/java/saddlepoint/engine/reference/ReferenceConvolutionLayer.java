// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.reference;

import saddlepoint.recipe.Shape;

/**
 * A convolution of any kind: what each output sees is gathered, image by image, and goes through a
 * dense layer.
 */
final class ReferenceConvolutionLayer<A> implements ReferenceLayer<A> {
  private final Arithmetic<A> arithmetic;
  private final ReferenceParameters<A> parameters;
  private final int[] table;
  private final Shape in;
  private final Shape out;
  private final int seen;
  private final int rows;
  private final A patches;
  private final A image;
  private final A output;
  private A input;
  private A dx;

  /**
   * A layer of a pass.
   *
   * @param table for each output pixel the indices of what it sees
   */
  ReferenceConvolutionLayer(
      Arithmetic<A> arithmetic,
      ReferenceParameters<A> parameters,
      int[] table,
      Shape in,
      Shape out,
      int rows) {
    this.arithmetic = arithmetic;
    this.parameters = parameters;
    this.table = table;
    this.in = in;
    this.out = out;
    this.rows = rows;
    seen = table.length / out.pixels();
    patches = arithmetic.allocate(table.length);
    image = arithmetic.allocate(out.columns());
    output = arithmetic.allocate(rows * out.columns());
  }

  @Override
  public A forward(A x, ForwardMode mode) {
    input = x;
    for (int row = 0; row < rows; row++) {
      arithmetic.gather(x, row * in.columns(), table, patches);
      arithmetic.affine(
          patches,
          parameters.weights(),
          parameters.biases(),
          image,
          out.pixels(),
          seen,
          out.channels());
      arithmetic.copy(image, 0, output, row * out.columns(), out.columns());
    }
    return output;
  }

  @Override
  public A backward(A dy, boolean ofParameters, boolean ofInputs) {
    if (ofInputs) {
      if (dx == null) {
        dx = arithmetic.allocate(rows * in.columns());
      }
      arithmetic.clear(dx, rows * in.columns());
    }
    for (int row = 0; row < rows; row++) {
      arithmetic.copy(dy, row * out.columns(), image, 0, out.columns());
      if (ofParameters) {
        arithmetic.gather(input, row * in.columns(), table, patches);
        parameters.addGradients(arithmetic, patches, image, out.pixels(), seen, out.channels());
      }
      if (ofInputs) {
        arithmetic.inputGradient(
            image, parameters.weights(), patches, out.pixels(), seen, out.channels());
        arithmetic.scatterAdd(patches, table, dx, row * in.columns());
      }
    }
    return ofInputs ? dx : null;
  }
}
