// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric;

/**
 * How evenly samples fill bins that a known distribution fills evenly.
 *
 * <p>With K bins between the quantiles F⁻¹(k / K), p_k is the share of samples in bin k, and 1 / K
 * is what it should be. It sees a collapse that a distance between means does not.
 *
 * <p>Non-finite values: all three are NaN if any sample is NaN.
 *
 * @param coverage share of the bins that hold at least a fifth of what they should, in [0, 1]
 * @param jensenShannon divergence of p from even shares, in nats, in [0, log 2]
 * @param chiSquared n sum_k (p_k - 1/K)² K, with K - 1 degrees of freedom (Pearson 1900)
 */
public record BinFigures(double coverage, double jensenShannon, double chiSquared) {
  private static final int COVERED_PART = 5;

  /**
   * The figures of samples over K bins; a sample on an edge belongs to the bin below it.
   *
   * <p>Non-finite values: all three NaN if any sample is NaN; an infinite sample lies in an outer
   * bin.
   *
   * @param sortedSamples shape [n], ascending, NaN last; n at least 1
   * @param distribution the known distribution F; a point has no such bins
   * @param bins the number K of bins, at least 2, usually 20
   * @return the figures
   * @throws IllegalArgumentException if there is no sample, the samples are not ascending, there
   *     are fewer than 2 bins or the distribution is a point
   */
  public static BinFigures of(float[] sortedSamples, Distribution distribution, int bins) {
    Samples.requireSome(sortedSamples, "sortedSamples");
    Samples.requireSorted(sortedSamples, "sortedSamples");
    if (bins < 2) {
      throw new IllegalArgumentException(
          "The number of bins is " + bins + "; it must be 2 or more");
    }
    if (distribution.isPoint()) {
      throw new IllegalArgumentException(
          distribution + " cannot be cut into bins of equal probability; use Wasserstein.distance");
    }
    int n = sortedSamples.length;
    if (Float.isNaN(sortedSamples[n - 1])) {
      return new BinFigures(Double.NaN, Double.NaN, Double.NaN);
    }
    double even = 1.0 / bins;
    int[] counts = new int[bins];
    int covered = 0;
    double squares = 0;
    int next = 0;
    for (int bin = 0; bin < bins; bin++) {
      int first = next;
      double edge = distribution.quantile((bin + 1.0) / bins);
      boolean last = bin == bins - 1;
      while (next < n && (last || sortedSamples[next] <= edge)) {
        next++;
      }
      int count = next - first;
      counts[bin] = count;
      double share = (double) count / n;
      if ((long) count * bins * COVERED_PART >= n) {
        covered++;
      }
      squares += (share - even) * (share - even);
    }
    return new BinFigures(
        (double) covered / bins, Divergence.fromEven(counts, n), n * squares * bins);
  }
}
