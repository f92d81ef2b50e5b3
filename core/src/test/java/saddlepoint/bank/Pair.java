// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.bank;

import saddlepoint.engine.Players;
import saddlepoint.recipe.Gan;

/**
 * A generator and a discriminator of known truth.
 *
 * @param number from 0, and the random seed; even ones set the thresholds, odd ones measure them
 * @param recipe whose data it is
 * @param family in which way the generator is wrong
 * @param divergence Jensen-Shannon from the data, in nats
 * @param opponent what the discriminator is
 * @param source of the players
 */
record Pair(
    int number, String recipe, Family family, double divergence, Opponent opponent, Source source) {
  /** Makes the players of the bank. */
  interface Source {
    /** Both players as they are; each caller has its own. */
    Players players(Gan gan);
  }

  Zone zone() {
    return Zone.of(divergence);
  }

  boolean measures() {
    return number % 2 == 1;
  }
}
