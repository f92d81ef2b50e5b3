// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.training;

import saddlepoint.recipe.Gan;
import saddlepoint.recipe.Player;

/** The parts of a training, in their order; each begins with optimizers that know nothing. */
public enum Phase {
  /** D alone, before the game. */
  DISCRIMINATOR_PRETRAINING,
  /** G alone, before the game. */
  GENERATOR_PRETRAINING,
  /** The steps of the game. */
  GAME;

  /** Turns of the phase, 0 if it is left out; before the game each is one update. */
  public long turns(Gan gan) {
    return switch (this) {
      case DISCRIMINATOR_PRETRAINING -> pretraining(gan, Player.DISCRIMINATOR);
      case GENERATOR_PRETRAINING -> pretraining(gan, Player.GENERATOR);
      case GAME -> Schedule.of(gan).turnsBefore(gan.steps());
    };
  }

  private static int pretraining(Gan gan, Player player) {
    return gan.pretraining().trains(player) ? gan.pretraining().steps() : 0;
  }

  /** Updates that a player's optimizer has made in this phase after its first turns. */
  long updates(Gan gan, Player player, long turns) {
    return switch (this) {
      case DISCRIMINATOR_PRETRAINING -> player == Player.DISCRIMINATOR ? turns : 0;
      case GENERATOR_PRETRAINING -> player == Player.GENERATOR ? turns : 0;
      case GAME -> Schedule.of(gan).updates(player, turns);
    };
  }
}
