// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric;

/**
 * A known distribution on the real line, against which generated samples are measured: all
 * probability on one point, or a cumulative without jumps.
 *
 * <p>Implementations are immutable values and may be shared between threads. Anybody may write one:
 * what has a default is computed from the quantiles, and overridden only where that is faster.
 */
public interface Distribution {

  /**
   * The probability F(x) = P(X &lt;= x).
   *
   * <p>Non-finite values: 0 at negative infinity, 1 at positive infinity, NaN for NaN.
   *
   * @param x any number
   * @return a probability in [0, 1]
   */
  double cumulative(double x);

  /**
   * The smallest x with F(x) &gt;= p.
   *
   * <p>Non-finite values: infinite at 0 and 1 where the support is unbounded; NaN is refused.
   *
   * @param p a probability in [0, 1]
   * @return a point of the support
   * @throws IllegalArgumentException if p is outside [0, 1] or NaN
   */
  double quantile(double p);

  /**
   * The density F'(x), per unit of x.
   *
   * <p>Non-finite values: 0 at both infinities, NaN for NaN.
   *
   * @param x any number
   * @return a density, at least 0
   */
  double density(double x);

  /** The expectation; NaN where there is none. */
  double mean();

  /** The standard deviation, at least 0; NaN where there is none. */
  double standardDeviation();

  /**
   * Whether expectation and standard deviation exist. Without them there is no W1 in standard
   * deviations: samples are judged by the Kolmogorov-Smirnov distance instead, and G cannot be
   * fitted to moments.
   */
  default boolean hasMoments() {
    return Double.isFinite(mean()) && Double.isFinite(standardDeviation());
  }

  /**
   * A value of this distribution, made of one that is uniform.
   *
   * @param u strictly between 0 and 1
   * @return the quantile at u, unless something else has the same distribution and is faster
   */
  default double draw(double u) {
    return quantile(u);
  }

  /**
   * Whether all probability is on one value, so that there is neither spread to compare with nor a
   * density.
   */
  default boolean isPoint() {
    return standardDeviation() == 0;
  }

  /**
   * What n perfect samples, sorted, would be.
   *
   * <p>Non-finite values: none can occur.
   *
   * @param n number of samples, at least 1
   * @return the quantiles at (i - 1/2) / n, i = 1 … n
   * @throws IllegalArgumentException if n is less than 1
   * @throws IllegalStateException if {@link #quantile} does not ascend or is not finite inside (0,
   *     1)
   */
  default QuantileTable quantiles(int n) {
    return QuantileTable.compute(this, n);
  }

  /**
   * What {@link Wasserstein#distance(float[], Distribution)} gives on average for n independent
   * samples of this very distribution: c / sqrt(n), where c = sqrt(2 / pi) times the integral of
   * sqrt(F (1 - F)).
   *
   * <p>A perfect generator does not go below this value, so a limit on the distance is to be read
   * above it. The factor is the limit for large n. Two samples of n against each other have sqrt(2)
   * times this floor. Source: del Barrio, Gine and Matran (1999), "Central limit theorems for the
   * Wasserstein distance between the empirical and the true distributions".
   *
   * <p>The default integrates over the quantiles, which for densities without heavy tails is right
   * to 1 %.
   *
   * <p>Non-finite values: infinite for a distribution without expectation.
   *
   * @param n number of samples, at least 1
   * @return the floor in units of x, at least 0
   * @throws IllegalArgumentException if n is less than 1
   */
  default double wassersteinFloor(int n) {
    return QuantileTable.compute(this, QuantileTable.CELLS_OF_FLOOR).floorFactor()
        / Math.sqrt(Probability.requireSampleCount(n));
  }
}
