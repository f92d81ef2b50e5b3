// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.bank;

/**
 * A generator and a discriminator of known truth.
 *
 * @param number from 0; even ones set the thresholds, odd ones measure them
 * @param recipe whose data it is
 * @param family in which way the generator is wrong
 * @param magnitude how much, in the family's measure
 * @param divergence Jensen-Shannon from the data, in nats
 * @param opponent what the discriminator is
 * @param generator the distribution of its samples
 * @param stale the generator that a stale discriminator is the best for
 * @param data the data's distribution
 */
record Pair(
    int number,
    String recipe,
    Family family,
    double magnitude,
    double divergence,
    Opponent opponent,
    Density generator,
    Density stale,
    Density data) {
  static final double WRONG = 0.02;
  static final double RIGHT = 0.002;

  boolean isWrong() {
    return divergence >= WRONG;
  }

  boolean isRight() {
    return divergence <= RIGHT;
  }

  boolean measures() {
    return number % 2 == 1;
  }
}
