// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric;

/**
 * The Laplace distribution, of density exp(-|x - mean| / scale) / (2 scale).
 *
 * @param mean the expectation, finite
 * @param scale the mean distance from it, finite and greater than 0
 */
public record Laplace(double mean, double scale) implements Distribution {

  /** sqrt(2 / pi) times the integral of sqrt(F (1 - F)), which is 1 + pi / 2. */
  private static final double FLOOR_FACTOR = Math.sqrt(2 / Math.PI) * (1 + Math.PI / 2);

  /**
   * Checks the parameters.
   *
   * @throws IllegalArgumentException if the mean is not finite or the scale is not above 0
   */
  public Laplace {
    Samples.requireFinite(mean, "The mean of a Laplace distribution");
    Samples.requirePositive(scale, "The scale of a Laplace distribution");
  }

  @Override
  public double cumulative(double x) {
    double z = (x - mean) / scale;
    return z < 0 ? StrictMath.exp(z) / 2 : 1 - StrictMath.exp(-z) / 2;
  }

  @Override
  public double quantile(double p) {
    boolean isBelow = Probability.require(p) < 0.5;
    double z = isBelow ? StrictMath.log(2 * p) : -StrictMath.log(2 * (1 - p));
    return mean + scale * z;
  }

  @Override
  public double density(double x) {
    return StrictMath.exp(-Math.abs(x - mean) / scale) / (2 * scale);
  }

  @Override
  public double standardDeviation() {
    return Math.sqrt(2) * scale;
  }

  @Override
  public double wassersteinFloor(int n) {
    return FLOOR_FACTOR * scale / Math.sqrt(Probability.requireSampleCount(n));
  }
}
