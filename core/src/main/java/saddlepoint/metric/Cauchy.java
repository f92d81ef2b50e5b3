// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric;

/**
 * The Cauchy distribution, of density 1 / (pi scale (1 + z^2)), z = (x - median) / scale. Its tails
 * fall so slowly that it has neither expectation nor variance, and every sample is infinitely far
 * from it in W1.
 *
 * @param median finite
 * @param scale half the distance of the quartiles, finite and greater than 0
 */
public record Cauchy(double median, double scale) implements Distribution {

  /**
   * Checks the parameters.
   *
   * @throws IllegalArgumentException if the median is not finite or the scale is not above 0
   */
  public Cauchy {
    Samples.requireFinite(median, "The median of a Cauchy distribution");
    Samples.requirePositive(scale, "The scale of a Cauchy distribution");
  }

  /** {@inheritDoc} An angle of the half plane, which keeps its digits in both tails. */
  @Override
  public double cumulative(double x) {
    return StrictMath.atan2(1, -(x - median) / scale) / Math.PI;
  }

  @Override
  public double quantile(double p) {
    boolean isBelow = Probability.require(p) < 0.5;
    double z = isBelow ? -1 / StrictMath.tan(Math.PI * p) : 1 / StrictMath.tan(Math.PI * (1 - p));
    return median + scale * z;
  }

  @Override
  public double density(double x) {
    double z = (x - median) / scale;
    return 1 / (Math.PI * scale * (1 + z * z));
  }

  /** NaN: both halves of the integral are infinite. */
  @Override
  public double mean() {
    return Double.NaN;
  }

  /** NaN, as there is no expectation to deviate from. */
  @Override
  public double standardDeviation() {
    return Double.NaN;
  }

  @Override
  public double wassersteinFloor(int n) {
    Probability.requireSampleCount(n);
    return Double.POSITIVE_INFINITY;
  }
}
