// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.reference;

import saddlepoint.recipe.ReconstructionError;

/**
 * The end of an autoencoder: how far what its layers make is from what they are given.
 *
 * @param <A> an array of numbers
 */
final class ReferenceReconstruction<A> {
  private final Arithmetic<A> arithmetic;
  private final ReconstructionError error;
  private final int rows;
  private final int columns;
  private final A errors;
  private final A ofOutput;
  private final A ofInput;
  private A input;
  private A output;

  ReferenceReconstruction(
      Arithmetic<A> arithmetic, ReconstructionError error, int rows, int columns) {
    this.arithmetic = arithmetic;
    this.error = error;
    this.rows = rows;
    this.columns = columns;
    errors = arithmetic.allocate(rows);
    ofOutput = arithmetic.allocate(rows * columns);
    ofInput = arithmetic.allocate(rows * columns);
  }

  /** The errors, [rows], of an input and an output, each [rows, columns] and kept. */
  A forward(A x, A y) {
    input = x;
    output = y;
    arithmetic.reconstructionError(error, x, y, errors, rows, columns);
    return errors;
  }

  /**
   * The gradient of the output, [rows, columns], which may be overwritten.
   *
   * @param dz [rows], of the errors
   */
  A backward(A dz) {
    arithmetic.reconstructionGradient(error, input, output, dz, ofOutput, rows, columns);
    arithmetic.copy(ofOutput, 0, ofInput, 0, rows * columns);
    return ofOutput;
  }

  /** Adds what the last way back gives the input itself. */
  void addInputGradient(A dx) {
    arithmetic.addScaled(-1, ofInput, dx, rows * columns);
  }
}
