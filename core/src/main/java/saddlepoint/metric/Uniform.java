// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric;

/**
 * The uniform distribution on an interval.
 *
 * @param low the lower end, finite
 * @param high the upper end, finite and greater than {@code low}
 */
public record Uniform(double low, double high) implements Distribution {

  /** sqrt(2 / pi) times the integral of sqrt(u (1 - u)) over [0, 1], which is pi / 8. */
  private static final double FLOOR_FACTOR = Math.sqrt(2 / Math.PI) * Math.PI / 8;

  /**
   * Checks the parameters.
   *
   * @throws IllegalArgumentException if an end is not finite or the lower is not less than the
   *     upper
   */
  public Uniform {
    Samples.requireFinite(low, "The lower end of a uniform distribution");
    Samples.requireFinite(high, "The upper end of a uniform distribution");
    if (!(low < high)) {
      throw new IllegalArgumentException(
          "The ends of a uniform distribution are "
              + low
              + " and "
              + high
              + "; the lower must be less than the upper (a single value is a Point)");
    }
    Samples.requireFinite(high - low, "The width of a uniform distribution");
  }

  @Override
  public double cumulative(double x) {
    return Math.min(1, Math.max(0, (x - low) / (high - low)));
  }

  @Override
  public double quantile(double p) {
    return Math.min(high, low + (high - low) * Probability.require(p));
  }

  /** {@inheritDoc} Both ends belong to the support. */
  @Override
  public double density(double x) {
    if (Double.isNaN(x)) {
      return Double.NaN;
    }
    return x >= low && x <= high ? 1 / (high - low) : 0;
  }

  @Override
  public double mean() {
    return low + (high - low) / 2;
  }

  @Override
  public double standardDeviation() {
    return (high - low) / Math.sqrt(12);
  }

  @Override
  public QuantileTable quantiles(int n) {
    return QuantileTable.even(n, low, high - low);
  }

  @Override
  public double wassersteinFloor(int n) {
    return FLOOR_FACTOR * (high - low) / Math.sqrt(Probability.requireSampleCount(n));
  }
}
