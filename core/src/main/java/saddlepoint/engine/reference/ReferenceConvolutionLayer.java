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
  private A gradient;
  private A dx;
  private A inputTangent;
  private A outputTangent;
  private A dxTangent;

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
    forward(x, parameters.biases(), output);
    return output;
  }

  private void forward(A x, A biases, A y) {
    for (int row = 0; row < rows; row++) {
      arithmetic.gather(x, row * in.columns(), table, patches);
      arithmetic.affine(
          patches, parameters.weights(), biases, image, out.pixels(), seen, out.channels());
      arithmetic.copy(image, 0, y, row * out.columns(), out.columns());
    }
  }

  @Override
  public A backward(A dy, boolean ofParameters, boolean ofInputs) {
    gradient = dy;
    if (ofParameters) {
      addGradients(input, dy, /* ofBiases= */ true);
    }
    if (!ofInputs) {
      return null;
    }
    dx = dx == null ? arithmetic.allocate(rows * in.columns()) : dx;
    inputGradient(dy, dx);
    return dx;
  }

  private void addGradients(A x, A dy, boolean ofBiases) {
    for (int row = 0; row < rows; row++) {
      arithmetic.copy(dy, row * out.columns(), image, 0, out.columns());
      arithmetic.gather(x, row * in.columns(), table, patches);
      if (ofBiases) {
        parameters.addGradients(arithmetic, patches, image, out.pixels(), seen, out.channels());
      } else {
        parameters.addWeightGradient(
            arithmetic, patches, image, out.pixels(), seen, out.channels());
      }
    }
  }

  private void inputGradient(A dy, A result) {
    arithmetic.clear(result, rows * in.columns());
    for (int row = 0; row < rows; row++) {
      arithmetic.copy(dy, row * out.columns(), image, 0, out.columns());
      arithmetic.inputGradient(
          image, parameters.weights(), patches, out.pixels(), seen, out.channels());
      arithmetic.scatterAdd(patches, table, result, row * in.columns());
    }
  }

  @Override
  public A forwardTangent(A xTangent) {
    outputTangent =
        outputTangent == null ? arithmetic.allocate(rows * out.columns()) : outputTangent;
    inputTangent = xTangent;
    forward(xTangent, null, outputTangent);
    return outputTangent;
  }

  @Override
  public A backwardTangent(A dyTangent, boolean ofInputs) {
    addGradients(inputTangent, gradient, /* ofBiases= */ false);
    if (dyTangent == null) {
      return null;
    }
    addGradients(input, dyTangent, /* ofBiases= */ true);
    if (!ofInputs) {
      return null;
    }
    dxTangent = dxTangent == null ? arithmetic.allocate(rows * in.columns()) : dxTangent;
    inputGradient(dyTangent, dxTangent);
    return dxTangent;
  }
}
