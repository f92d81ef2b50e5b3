// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric;

/**
 * The Wasserstein-1 distance on the real line: how far, on average, probability has to be moved.
 *
 * <p>In one dimension the best plan keeps the order, so the distance is the area between the two
 * quantile functions (Vallender 1974). It is in the units of the samples. A collapsed generator at
 * the right mean has a small distance too: read it with the standard deviation.
 */
public final class Wasserstein {
  private Wasserstein() {}

  /**
   * The distance of samples from a known distribution: mean_i |g_(i) - F⁻¹((i - 1/2) / n)|.
   *
   * <p>Non-finite values: NaN if any sample is NaN, else infinite if any is infinite.
   *
   * @param sortedSamples shape [n], ascending, NaN last; n at least 1
   * @param distribution the known distribution F
   * @return at least 0, in units of the samples
   * @throws IllegalArgumentException if there is no sample or the samples are not ascending
   */
  public static double distance(float[] sortedSamples, Distribution distribution) {
    Samples.requireSome(sortedSamples, "sortedSamples");
    return QuantileTable.of(distribution, sortedSamples.length).meanDistance(sortedSamples);
  }

  /**
   * As {@link #distance(float[], Distribution)}, with a table that the caller keeps.
   *
   * <p>Non-finite values: NaN if any sample is NaN, else infinite if any is infinite.
   *
   * @param sortedSamples shape [n], ascending, NaN last
   * @param quantiles the table of the known distribution for the same n
   * @return at least 0, in units of the samples
   * @throws IllegalArgumentException if the sizes differ or the samples are not ascending
   */
  public static double distance(float[] sortedSamples, QuantileTable quantiles) {
    Samples.requireSameLength(sortedSamples.length, "sortedSamples", quantiles.size(), "quantiles");
    return quantiles.meanDistance(sortedSamples);
  }

  /**
   * The distance of two samples of one size: mean_i |a_(i) - b_(i)|.
   *
   * <p>Non-finite values: NaN if any sample is NaN or if equal infinities meet at one rank, else
   * infinite if any is infinite.
   *
   * @param sortedFirst shape [n], ascending, NaN last; n at least 1
   * @param sortedSecond shape [n], ascending, NaN last
   * @return at least 0, in units of the samples
   * @throws IllegalArgumentException if the sizes differ, are 0, or an array is not ascending
   */
  public static double distance(float[] sortedFirst, float[] sortedSecond) {
    Samples.requireSome(sortedFirst, "sortedFirst");
    Samples.requireSameLength(
        sortedFirst.length, "sortedFirst", sortedSecond.length, "sortedSecond");
    Samples.requireSorted(sortedFirst, "sortedFirst");
    Samples.requireSorted(sortedSecond, "sortedSecond");
    double sum = 0;
    for (int i = 0; i < sortedFirst.length; i++) {
      sum += Math.abs((double) sortedFirst[i] - sortedSecond[i]);
    }
    return sum / sortedFirst.length;
  }
}
