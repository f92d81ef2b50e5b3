// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

/** One of the two networks of the game. */
public enum Player {
  GENERATOR,
  DISCRIMINATOR;

  /** What the player's own keys start with. */
  public String prefix() {
    return this == GENERATOR ? "generator." : "discriminator.";
  }
}
