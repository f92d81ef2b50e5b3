// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

/**
 * Where the noise of an update comes from. Evaluations and pre-training always draw fresh noise.
 */
public enum NoisePool implements Choice {
  /** Fresh noise for every update. */
  FRESH,
  /**
   * A row of noise for each row of the data, drawn once: D's updates take the rows of the real rows
   * beside them, G's own updates those of an order of epochs of their own.
   */
  SHARED,
  /** Likewise, from two pools, one for D's updates and one for G's own. */
  OWN
}
