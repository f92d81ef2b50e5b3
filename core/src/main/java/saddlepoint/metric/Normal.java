// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric;

/**
 * The normal distribution.
 *
 * @param mean the expectation, finite
 * @param standardDeviation the square root of the variance, finite and greater than 0
 */
public record Normal(double mean, double standardDeviation) implements Distribution {

  /** sqrt(2 / pi) times the integral of sqrt(F (1 - F)) for the standard normal F. */
  private static final double FLOOR_FACTOR = 1.2884;

  /**
   * Checks the parameters.
   *
   * @throws IllegalArgumentException if the mean is not finite or the standard deviation is not
   *     above 0
   */
  public Normal {
    Samples.requireFinite(mean, "The mean of a normal distribution");
    if (!(standardDeviation > 0) || Double.isInfinite(standardDeviation)) {
      throw new IllegalArgumentException(
          "The standard deviation of a normal distribution is "
              + standardDeviation
              + "; it must be finite and greater than 0 (a single value is a Point)");
    }
  }

  /** {@inheritDoc} The absolute error is below 1e-14. */
  @Override
  public double cumulative(double x) {
    return StandardNormal.cumulative((x - mean) / standardDeviation);
  }

  @Override
  public double quantile(double p) {
    return mean + standardDeviation * StandardNormal.quantile(Probability.require(p));
  }

  @Override
  public double density(double x) {
    return StandardNormal.density((x - mean) / standardDeviation) / standardDeviation;
  }

  @Override
  public QuantileTable quantiles(int n) {
    return QuantileTable.normal(n, mean, standardDeviation);
  }

  @Override
  public double wassersteinFloor(int n) {
    return FLOOR_FACTOR * standardDeviation / Math.sqrt(Probability.requireSampleCount(n));
  }
}
