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

  /**
   * The derivative of the output of the last forward pass along a direction of the input.
   *
   * @param xTangent the direction; kept, not copied, not modified
   * @return that derivative, valid until the next one; other arrays than those of the passes
   * @throws UnsupportedOperationException if the layer couples rows
   */
  default A forwardTangent(A xTangent) {
    throw new UnsupportedOperationException(
        getClass().getSimpleName() + " couples rows, which none before a gradient penalty does");
  }

  /**
   * Adds to the gradients of the parameters the derivative, along the direction of {@link
   * #forwardTangent}, of what the last backward pass would have added.
   *
   * @param dyTangent derivative of the gradient that the backward pass was given; overwritten; null
   *     for 0
   * @param inputs whether the derivative of the gradient of the input is asked for
   * @return the derivative of the gradient of the input, valid until the next one; null for 0
   * @throws UnsupportedOperationException if the layer couples rows
   */
  default A backwardTangent(A dyTangent, boolean inputs) {
    throw new UnsupportedOperationException(
        getClass().getSimpleName() + " couples rows, which none before a gradient penalty does");
  }
}
