// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

import java.io.Serializable;

/**
 * What holds the two players of a boundary equilibrium GAN in balance (Berthelot et al. 2017,
 * section 3.4): k, 0 before the game, counts for generated rows in D's loss, and each update of D
 * moves it by rate (ratio L(x) - L(G(z))), L being the mean reconstruction error.
 *
 * @param ratio the diversity ratio gamma, E[L(G(z))] / E[L(x)] where the game rests
 * @param rate lambda, of k's moves
 * @param range where k may be
 */
public record Balance(double ratio, double rate, BalanceRange range) implements Serializable {
  /** Of losses without one. */
  static final Balance NONE = new Balance(0, 0, BalanceRange.UNIT);

  static Balance of(Settings settings) {
    if (!settings.has(Keys.DIVERSITY_RATIO)) {
      return NONE;
    }
    return new Balance(
        settings.get(Keys.DIVERSITY_RATIO),
        settings.get(Keys.BALANCE_RATE),
        settings.get(Keys.BALANCE_RANGE));
  }

  /**
   * The next k.
   *
   * @param real mean error of real rows, L(x)
   * @param fake mean error of generated rows, L(G(z))
   */
  public double next(double k, double real, double fake) {
    double moved = k + rate * (ratio * real - fake);
    return switch (range) {
      case UNIT -> Math.max(0, Math.min(1, moved));
      case FREE -> moved;
    };
  }

  /** The convergence measure M = L(x) + |ratio L(x) - L(G(z))|. */
  public double measure(double real, double fake) {
    return real + Math.abs(ratio * real - fake);
  }
}
