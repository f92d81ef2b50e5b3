// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric;

/**
 * A mixture of two normal distributions of one width.
 *
 * @param first expectation of one of them
 * @param second expectation of the other, greater than the first
 * @param standardDeviationOfEach of both, finite and greater than 0
 * @param share of the first, between 0 and 1
 */
public record TwoNormals(double first, double second, double standardDeviationOfEach, double share)
    implements Distribution {

  /**
   * Checks the parameters.
   *
   * @throws IllegalArgumentException if an expectation is not finite, the second is not greater,
   *     the standard deviation is not above 0 or the share is not between 0 and 1
   */
  public TwoNormals {
    Samples.requireFinite(first, "The first mean of two normal distributions");
    Samples.requireFinite(second, "The second mean of two normal distributions");
    Samples.requirePositive(
        standardDeviationOfEach, "The standard deviation of two normal distributions");
    if (!(first < second) || !(share > 0 && share < 1)) {
      throw new IllegalArgumentException(
          "The means of two normal distributions are "
              + first
              + " and "
              + second
              + " and the first has the share "
              + share
              + "; the second mean must be greater, and the share between 0 and 1");
    }
  }

  private Normal left() {
    return new Normal(first, standardDeviationOfEach);
  }

  private Normal right() {
    return new Normal(second, standardDeviationOfEach);
  }

  @Override
  public double cumulative(double x) {
    double ofFirst = StandardNormal.cumulative((x - first) / standardDeviationOfEach);
    double ofSecond = StandardNormal.cumulative((x - second) / standardDeviationOfEach);
    return share * ofFirst + (1 - share) * ofSecond;
  }

  /** {@inheritDoc} By bisection between the two normals' own quantiles, to the last bit. */
  @Override
  public double quantile(double p) {
    double low = left().quantile(p);
    double high = right().quantile(p);
    while (true) {
      double middle = low + (high - low) / 2;
      if (!(low < middle && middle < high)) {
        return high;
      }
      if (cumulative(middle) >= p) {
        high = middle;
      } else {
        low = middle;
      }
    }
  }

  /** {@inheritDoc} A quantile of one of the two, which needs no search. */
  @Override
  public double draw(double u) {
    return u < share ? left().quantile(u / share) : right().quantile((u - share) / (1 - share));
  }

  @Override
  public double density(double x) {
    return share * left().density(x) + (1 - share) * right().density(x);
  }

  @Override
  public double mean() {
    return share * first + (1 - share) * second;
  }

  @Override
  public double standardDeviation() {
    double apart = second - first;
    return Math.sqrt(
        standardDeviationOfEach * standardDeviationOfEach + share * (1 - share) * apart * apart);
  }
}
