// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph.layer;

/** Draws what dropout drops in the next run of a pass, and noise on its hidden layers. */
public interface DropoutDraw {
  /**
   * Draws a mask.
   *
   * @param trial whose
   * @param before columns of the layers with dropout before this one in the network
   * @param columns of the layer
   * @param rate of the trial
   * @param mask [rows of the pass, columns], written: 1 / (1 - rate) for what is kept, else 0
   */
  void draw(int trial, int before, int columns, double rate, float[] mask);

  /**
   * Draws noise.
   *
   * @param trial whose
   * @param before columns of the layers with noise before this one in the network
   * @param columns of the layer
   * @param noise [rows of the pass, columns], written: standard normal numbers
   */
  default void noise(int trial, int before, int columns, float[] noise) {
    throw new IllegalStateException("noise is drawn for a network that has some");
  }
}
