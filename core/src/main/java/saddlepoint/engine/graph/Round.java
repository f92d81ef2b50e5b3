// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph;

import java.io.Serializable;
import saddlepoint.recipe.Gan;
import saddlepoint.recipe.Player;
import saddlepoint.recipe.UpdateOrder;

/**
 * What every worker does by itself before all are averaged: updates {@code [from, to)} of a phase.
 * Where the players alternate, a GAN step is D's updates and then one of G; else both move in one.
 *
 * @param from first update of the phase
 * @param to after the last
 */
public record Round(Phase phase, long from, long to) implements Serializable {
  /** The parts of a training, in their order; each begins with optimizers that know nothing. */
  public enum Phase {
    /** Updates of D before the game. */
    DISCRIMINATOR_PRETRAINING,
    /** Updates of G before the game. */
    GENERATOR_PRETRAINING,
    /** GAN steps. */
    GAME;

    /** Updates of the phase, 0 if it is left out. */
    long updates(Gan gan) {
      return switch (this) {
        case DISCRIMINATOR_PRETRAINING -> pretraining(gan, Player.DISCRIMINATOR);
        case GENERATOR_PRETRAINING -> pretraining(gan, Player.GENERATOR);
        case GAME -> (long) gan.steps() * updatesPerStep(gan);
      };
    }

    private static int pretraining(Gan gan, Player player) {
      return gan.pretraining().trains(player) ? gan.pretraining().steps() : 0;
    }
  }

  /** The round that begins with an update: up to the next average or the end of the phase. */
  static Round from(Gan gan, Phase phase, long from) {
    long left = phase.updates(gan) - from;
    return new Round(phase, from, from + Math.min(left, gan.parallelism().averagingFrequency()));
  }

  /** Updates of one GAN step. */
  static int updatesPerStep(Gan gan) {
    return gan.updateOrder() == UpdateOrder.ALTERNATING ? gan.discriminatorSteps() + 1 : 1;
  }

  /** Updates that D's optimizer has made in this phase when the round begins. */
  int discriminatorUpdates(Gan gan) {
    return switch (phase) {
      case DISCRIMINATOR_PRETRAINING -> (int) from;
      case GENERATOR_PRETRAINING -> 0;
      case GAME -> {
        int each = updatesPerStep(gan);
        long ofFullSteps = from / each * Math.max(1, each - 1);
        yield (int) (ofFullSteps + from % each);
      }
    };
  }

  /** Updates that G's optimizer has made in this phase when the round begins. */
  int generatorUpdates(Gan gan) {
    return switch (phase) {
      case DISCRIMINATOR_PRETRAINING -> 0;
      case GENERATOR_PRETRAINING -> (int) from;
      case GAME -> (int) (from / updatesPerStep(gan));
    };
  }
}
