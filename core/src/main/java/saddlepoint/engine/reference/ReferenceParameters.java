// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.reference;

/**
 * Trainable numbers of one layer and their gradients.
 *
 * @param <A> an array of numbers
 * @param weights [in, out], row-major
 * @param biases [out], or null
 * @param weightGradient as the weights
 * @param biasGradient as the biases
 */
public record ReferenceParameters<A>(A weights, A biases, A weightGradient, A biasGradient) {
  /** Adds x^T dy and the column sums of dy to the gradients. */
  void addGradients(Arithmetic<A> arithmetic, A x, A dy, int rows, int in, int out) {
    addWeightGradient(arithmetic, x, dy, rows, in, out);
    if (biases != null) {
      arithmetic.biasGradient(dy, biasGradient, rows, out);
    }
  }

  /** Adds x^T dy to the gradients of the weights. */
  void addWeightGradient(Arithmetic<A> arithmetic, A x, A dy, int rows, int in, int out) {
    arithmetic.weightGradient(x, dy, weightGradient, rows, in, out);
  }
}
