// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.reference;

/**
 * One layer of a pass: its formula, forward and backward, and the activations that backward passes
 * need. Arrays have the shape [rows, columns]. Not thread safe.
 *
 * @param <A> an array of numbers
 */
interface ReferenceLayer<A> {
  /**
   * Computes the output.
   *
   * @param x the input; kept, not copied
   * @param mode what the pass is for
   * @return the output, valid until the next forward pass
   */
  A forward(A x, ForwardMode mode);

  /**
   * Carries a gradient back.
   *
   * @param dy gradient of the output; overwritten
   * @param parameters whether the gradients of the parameters are added up
   * @param inputs whether the gradient of the input is asked for
   * @return gradient of the input, valid until the next backward pass, or null
   */
  A backward(A dy, boolean parameters, boolean inputs);
}
