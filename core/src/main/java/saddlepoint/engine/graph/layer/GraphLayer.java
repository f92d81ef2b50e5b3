// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph.layer;

import org.nd4j.linalg.api.ndarray.INDArray;
import saddlepoint.engine.graph.device.Program;

/**
 * One layer of a pass: its activations, and the operations that make them. Arrays have the shape
 * [trials, rows, columns].
 */
public interface GraphLayer {
  /**
   * Records the forward operations.
   *
   * @param x the input; null if it has no columns
   * @return the output, which every run overwrites
   */
  INDArray forward(Program program, INDArray x);

  /**
   * Records the backward operations.
   *
   * @param dy gradient of the output; overwritten
   * @param parameters whether the gradients of the parameters are wanted; a run overwrites them
   * @param inputs whether the gradient of the input is wanted
   * @return gradient of the input, or null
   */
  INDArray backward(Program program, INDArray dy, boolean parameters, boolean inputs);

  /**
   * Records the derivative of the output along a direction of the input, where the forward program
   * has run before, with the same parameters.
   *
   * @param xTangent the direction, without gaps; not overwritten
   * @return that derivative, in an array that no pass has
   * @throws UnsupportedOperationException if the layer couples rows
   */
  default INDArray forwardTangent(Program program, INDArray xTangent) {
    throw new UnsupportedOperationException(
        getClass().getSimpleName() + " couples rows, which none before a gradient penalty does");
  }

  /**
   * Records the derivative, along the direction of {@link #forwardTangent}, of the gradients that
   * the backward program makes, which has run before. The gradient that it was given must have
   * stayed as it left it.
   *
   * <p>A run writes to the gradients of the parameters what may be other than 0, and leaves alone
   * what never is: those of biases if {@code dyTangent} is null.
   *
   * @param dyTangent derivative of the gradient of the output; overwritten; null for 0
   * @param inputs whether the derivative of the gradient of the input is wanted
   * @return that derivative; null for 0, or if it is not wanted
   * @throws UnsupportedOperationException if the layer couples rows
   */
  default INDArray backwardTangent(Program program, INDArray dyTangent, boolean inputs) {
    throw new UnsupportedOperationException(
        getClass().getSimpleName() + " couples rows, which none before a gradient penalty does");
  }

  /**
   * Has the moving statistics of batch norm and the singular vectors of spectral norm move, or not,
   * in the runs to come; at first they do.
   */
  default void moveStatistics(boolean moves) {}

  /** Draws what dropout drops in the next run, or the noise on a hidden layer. */
  default void draw(DropoutDraw draw) {}
}
