// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric;

import org.apache.commons.math3.special.Erf;

/**
 * The normal distribution of mean 0 and standard deviation 1.
 *
 * <p>The error function of commons-math takes about a microsecond, and a Kolmogorov-Smirnov
 * distance needs it for every sample. So it fills a table once, and a Taylor step of degree 5
 * reaches the points between: derivative k + 1 of the cumulative is (-1)^k He_k(x) density(x), with
 * the Hermite polynomials He_k.
 */
final class StandardNormal {
  private static final double SQRT_2 = Math.sqrt(2);
  private static final double DENSITY_AT_0 = 1 / Math.sqrt(2 * Math.PI);
  private static final double LOG_DENSITY_AT_0 = -0.9189385332046727;

  private static final double LIMIT = 8.5;
  private static final int STEPS_PER_UNIT = 64;
  private static final int CENTRE = (int) (LIMIT * STEPS_PER_UNIT);
  private static final double[] CUMULATIVE = new double[2 * CENTRE + 1];
  private static final double[] DENSITY = new double[2 * CENTRE + 1];

  static {
    for (int i = 0; i < CUMULATIVE.length; i++) {
      double x = (double) (i - CENTRE) / STEPS_PER_UNIT;
      CUMULATIVE[i] = Erf.erfc(-x / SQRT_2) / 2;
      DENSITY[i] = density(x);
    }
  }

  /** Below this probability 2p - 1 has lost too many digits for the inverse error function. */
  private static final double TAIL = 1e-5;

  private static final int TAIL_STEPS = 6;

  private StandardNormal() {}

  static double cumulative(double x) {
    if (!(Math.abs(x) < LIMIT)) {
      return beyondTable(x);
    }
    int nearest = (int) Math.rint(x * STEPS_PER_UNIT);
    double a = (double) nearest / STEPS_PER_UNIT;
    double d = x - a;
    double aa = a * a;
    double fifth = (aa * aa - 6 * aa + 3) / 120;
    double fourth = (3 - aa) * a / 24;
    double third = (aa - 1) / 6;
    double series = d * (1 + d * (-a / 2 + d * (third + d * (fourth + d * fifth))));
    return CUMULATIVE[nearest + CENTRE] + DENSITY[nearest + CENTRE] * series;
  }

  private static double beyondTable(double x) {
    if (Double.isNaN(x)) {
      return Double.NaN;
    }
    return x > 0 ? 1 : Erf.erfc(-x / SQRT_2) / 2;
  }

  static double density(double x) {
    return DENSITY_AT_0 * StrictMath.exp(-x * x / 2);
  }

  static double quantile(double p) {
    if (p > 0.5) {
      return -quantile(1 - p);
    }
    if (p == 0) {
      return Double.NEGATIVE_INFINITY;
    }
    return p < TAIL ? tailQuantile(p) : SQRT_2 * Erf.erfInv(2 * p - 1);
  }

  /** Newton's method on the logarithm of the cumulative, which is concave: no step overshoots. */
  private static double tailQuantile(double p) {
    double logP = StrictMath.log(p);
    double t = Math.sqrt(-2 * logP);
    double x = (StrictMath.log(t) - LOG_DENSITY_AT_0) / t - t;
    for (int step = 0; step < TAIL_STEPS; step++) {
      double cumulative = Erf.erfc(-x / SQRT_2) / 2;
      x -= (StrictMath.log(cumulative) - logP) * cumulative / density(x);
    }
    return x;
  }
}
