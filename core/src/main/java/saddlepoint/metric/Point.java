// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric;

/**
 * All probability on one value: the data of the Dirac GAN (Mescheder, Geiger and Nowozin 2018,
 * "Which training methods for GANs do actually converge?").
 *
 * @param value where the probability is, finite
 */
public record Point(double value) implements Distribution {

  /**
   * Checks the parameters.
   *
   * @throws IllegalArgumentException if the value is not finite
   */
  public Point {
    Samples.requireFinite(value, "The value of a point distribution");
  }

  @Override
  public double cumulative(double x) {
    if (Double.isNaN(x)) {
      return Double.NaN;
    }
    return x >= value ? 1 : 0;
  }

  @Override
  public double quantile(double p) {
    Probability.require(p);
    return value;
  }

  /** {@inheritDoc} Positive infinity at the value itself. */
  @Override
  public double density(double x) {
    if (Double.isNaN(x)) {
      return Double.NaN;
    }
    return x == value ? Double.POSITIVE_INFINITY : 0;
  }

  @Override
  public double mean() {
    return value;
  }

  @Override
  public double standardDeviation() {
    return 0;
  }

  @Override
  public QuantileTable quantiles(int n) {
    return QuantileTable.even(n, value, 0);
  }

  @Override
  public double wassersteinFloor(int n) {
    Probability.requireSampleCount(n);
    return 0;
  }
}
