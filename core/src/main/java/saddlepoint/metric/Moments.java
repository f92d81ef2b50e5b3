// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric;

/**
 * The first four moments of a sample, in double precision.
 *
 * <p>Non-finite values: one non-finite sample makes all four NaN; where all samples are equal,
 * skewness and kurtosis are NaN.
 *
 * @param mean the mean m of the samples
 * @param standardDeviation sqrt(mean (x - m)²), the population form, which divides by n
 * @param skewness mean (x - m)³ / standardDeviation³; 0 for a symmetric sample
 * @param kurtosis mean (x - m)⁴ / standardDeviation⁴, not reduced by 3: a normal sample has 3
 */
public record Moments(double mean, double standardDeviation, double skewness, double kurtosis) {

  /**
   * The moments by two passes, one for the mean and one for the powers of the deviations from it
   * (Chan, Golub and LeVeque 1983).
   *
   * <p>Non-finite values: one non-finite sample makes all four NaN.
   *
   * @param samples shape [n], in any order; n at least 1
   * @return the moments
   * @throws IllegalArgumentException if there is no sample
   */
  public static Moments of(float[] samples) {
    Samples.requireSome(samples, "samples");
    double mean = mean(samples);
    if (!Double.isFinite(mean)) {
      return new Moments(Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    }
    double second = 0;
    double third = 0;
    double fourth = 0;
    for (float sample : samples) {
      double deviation = sample - mean;
      double square = deviation * deviation;
      second += square;
      third += square * deviation;
      fourth += square * square;
    }
    int n = samples.length;
    double variance = second / n;
    double standardDeviation = Math.sqrt(variance);
    return new Moments(
        mean,
        standardDeviation,
        third / n / (variance * standardDeviation),
        fourth / n / (variance * variance));
  }

  private static double mean(float[] samples) {
    double sum = 0;
    for (float sample : samples) {
      sum += sample;
    }
    return sum / samples.length;
  }
}
