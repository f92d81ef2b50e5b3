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
   * Has the moving statistics of batch norm move, or not, in the runs to come; at first they do.
   */
  default void moveStatistics(boolean moves) {}

  /** Draws what dropout drops in the next run. */
  default void draw(DropoutDraw draw) {}
}
