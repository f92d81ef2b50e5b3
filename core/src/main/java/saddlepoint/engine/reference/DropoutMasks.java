// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.reference;

import saddlepoint.recipe.Dropout;

/** Draws what dropout drops in one forward pass, and noise on its hidden layers. */
public interface DropoutMasks {
  /** Of a network without dropout. */
  DropoutMasks NONE =
      (before, layer, rows) -> {
        throw new IllegalStateException("masks are drawn for a network with dropout");
      };

  /**
   * Draws a mask.
   *
   * @param before columns of the layers with dropout before this one in the network
   * @param rows of the pass
   * @return [rows, columns]: 1 / (1 - rate) for what is kept, 0 for what is dropped
   */
  float[] draw(int before, Dropout layer, int rows);

  /**
   * Draws noise.
   *
   * @param before columns of the layers with noise before this one in the network
   * @param columns of the layer
   * @param rows of the pass
   * @return [rows, columns], standard normal numbers
   */
  default float[] noise(int before, int columns, int rows) {
    throw new IllegalStateException("noise is drawn for a network that has some");
  }
}
