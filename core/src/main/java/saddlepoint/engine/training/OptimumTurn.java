// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.training;

import static saddlepoint.recipe.Player.DISCRIMINATOR;
import static saddlepoint.recipe.Player.GENERATOR;

import saddlepoint.recipe.Optimum;
import saddlepoint.recipe.Player;

/**
 * Whose turn it is to move to its optimum, and what its losses were.
 *
 * @param mover who moves in the next step
 * @param ofGenerator updates of G in the game so far
 * @param ofDiscriminator updates of D in the game so far
 * @param steps of the turn so far
 * @param sum of the mover's losses in the window that is not full
 * @param before mean of its losses in the last full window; meaningless before the first
 */
record OptimumTurn(
    Player mover, long ofGenerator, long ofDiscriminator, long steps, double sum, double before) {
  /** D begins. */
  static final OptimumTurn FIRST = new OptimumTurn(DISCRIMINATOR, 0, 0, 0, 0, 0);

  /** Numbers that hold one. */
  static final int NUMBERS = 6;

  /** Updates of a player in the game so far. */
  long updates(Player player) {
    return switch (player) {
      case GENERATOR -> ofGenerator;
      case DISCRIMINATOR -> ofDiscriminator;
    };
  }

  /** After a step in which the mover has learned from such a loss. */
  OptimumTurn after(double loss, Optimum optimum) {
    long g = ofGenerator + (mover == GENERATOR ? 1 : 0);
    long d = ofDiscriminator + (mover == DISCRIMINATOR ? 1 : 0);
    long done = steps + 1;
    double total = sum + loss;
    if (done % optimum.window() != 0) {
      return new OptimumTurn(mover, g, d, done, total, before);
    }
    double mean = total / optimum.window();
    boolean isFirst = done == optimum.window();
    return isFirst || !optimum.isReached(before, mean)
        ? new OptimumTurn(mover, g, d, done, 0, mean)
        : new OptimumTurn(mover == GENERATOR ? DISCRIMINATOR : GENERATOR, g, d, 0, 0, 0);
  }

  static OptimumTurn read(double[] from, int at) {
    return new OptimumTurn(
        from[at] == 0 ? DISCRIMINATOR : GENERATOR,
        (long) from[at + 1],
        (long) from[at + 2],
        (long) from[at + 3],
        from[at + 4],
        from[at + 5]);
  }

  void write(double[] to, int at) {
    to[at] = mover == DISCRIMINATOR ? 0 : 1;
    to[at + 1] = ofGenerator;
    to[at + 2] = ofDiscriminator;
    to[at + 3] = steps;
    to[at + 4] = sum;
    to[at + 5] = before;
  }
}
