// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

/**
 * One layer of a pass of all lanes: its formula, forward and backward, and places for the
 * activations that backward passes need. Arrays are places in the arena of shape [rows, columns].
 * No method allocates.
 */
interface LaneLayer {
  /** No place: a derivative that is 0. */
  int NONE = -1;

  /**
   * Computes the output.
   *
   * @param x the input; kept, not copied
   * @param rows at most those that there are places for
   * @return the output, valid until the next forward pass
   */
  int forward(int x, int rows);

  /**
   * Carries a gradient back.
   *
   * @param dy gradient of the output; overwritten
   * @param rows as in the forward pass
   * @param parameters whether the gradients of the parameters are added up
   * @param inputs whether the gradient of the input is asked for
   * @return gradient of the input; of no meaning if it was not asked for
   */
  int backward(int dy, int rows, boolean parameters, boolean inputs);

  /**
   * The derivative of the output of the last forward pass along a direction of the input. Only in
   * passes that keep gradients.
   *
   * @param xTangent the direction; kept, not copied, not modified
   * @param rows as in the forward pass
   * @return that derivative, valid until the next one
   */
  int forwardTangent(int xTangent, int rows);

  /**
   * Adds to the gradients of the parameters the derivative, along the direction of {@link
   * #forwardTangent}, of what the last backward pass would have added.
   *
   * @param dyTangent derivative of the gradient that the backward pass was given; overwritten; or
   *     {@link #NONE}
   * @param rows as in the forward pass
   * @param inputs whether the derivative of the gradient of the input is asked for
   * @return the derivative of the gradient of the input, or {@link #NONE}
   */
  int backwardTangent(int dyTangent, int rows, boolean inputs);

  /**
   * Hands the gradient of a rectifier at the end of this layer to the layer after it, if there is
   * one: that layer then closes the gate of {@link LaneMatrix#multiply} where its own input is 0 or
   * less, which saves a pass over the gradient. Called at most once, before the first pass.
   *
   * @return whether it was handed over
   */
  boolean handOverRectifier();
}
