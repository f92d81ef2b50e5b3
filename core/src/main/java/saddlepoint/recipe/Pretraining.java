// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

import java.io.Serializable;

/**
 * Training before the game, with each player's own optimizer, whose state and counter are then
 * dropped.
 *
 * @param steps updates of each player that is trained
 * @param range D learns the density on [-range, range)
 */
public record Pretraining(PretrainMode mode, int steps, double range) implements Serializable {
  static Pretraining of(Settings settings) {
    return new Pretraining(
        settings.get(Keys.PRETRAIN),
        settings.get(Keys.PRETRAIN_STEPS),
        settings.has(Keys.PRETRAIN_RANGE) ? settings.get(Keys.PRETRAIN_RANGE) : 0);
  }

  /** Whether a player is trained before the game. */
  public boolean trains(Player player) {
    return switch (mode) {
      case NONE -> false;
      case BOTH -> true;
      case D -> player == Player.DISCRIMINATOR;
      case G -> player == Player.GENERATOR;
    };
  }
}
