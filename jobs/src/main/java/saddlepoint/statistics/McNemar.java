// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.statistics;

import org.apache.commons.math3.distribution.BinomialDistribution;

/**
 * McNemar's exact test of paired yes/no outcomes: whether one side says yes more often than the
 * other can by chance. Only pairs that disagree count; under the hypothesis of no difference each
 * falls to either side with probability 1/2:
 *
 * <pre>{@code p = min(1, 2 P(X <= min(b, c))),  X ~ Binomial(b + c, 1/2)}</pre>
 *
 * <p>Source: Q. McNemar, "Note on the sampling error of the difference between correlated
 * proportions or percentages", Psychometrika 12 (1947) 153-157, with the exact distribution.
 *
 * <p>Non-finite values: none can occur.
 *
 * @param firstOnly b, pairs in which only the first says yes
 * @param secondOnly c, pairs in which only the second does
 * @param p two-sided, in (0, 1]; 1 if no pair disagrees
 */
public record McNemar(int firstOnly, int secondOnly, double p) {
  /** Below it, a difference is told as one. */
  public static final double LEVEL = 0.05;

  /**
   * The test of counts.
   *
   * @throws IllegalArgumentException if a count is negative
   */
  public static McNemar of(int firstOnly, int secondOnly) {
    if (firstOnly < 0 || secondOnly < 0) {
      throw new IllegalArgumentException(
          "Pairs that disagree must be 0 or more, got " + firstOnly + " and " + secondOnly);
    }
    // BinomialTest sums both tails apart and may leave a term of one out, by rounding.
    double tail =
        new BinomialDistribution(/* rng= */ null, firstOnly + secondOnly, 0.5)
            .cumulativeProbability(Math.min(firstOnly, secondOnly));
    return new McNemar(firstOnly, secondOnly, Math.min(1, 2 * tail));
  }

  /** Whether the sides differ at the level {@link #LEVEL}. */
  public boolean differs() {
    return p < LEVEL;
  }
}
