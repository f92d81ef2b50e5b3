// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

/**
 * One layer of a pass of all lanes: its formula, forward and backward, and places for the
 * activations that backward passes need. Arrays are places in the arena of shape [rows, columns].
 * Neither method allocates.
 */
interface LaneLayer {
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
   * Hands the gradient of a rectifier at the end of this layer to the layer after it, if there is
   * one: that layer then closes the gate of {@link LaneMatrix#multiply} where its own input is 0 or
   * less, which saves a pass over the gradient. Called at most once, before the first pass.
   *
   * @return whether it was handed over
   */
  boolean handOverRectifier();
}
