// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric;

/**
 * The Kolmogorov-Smirnov distance: the largest difference of two cumulative distributions.
 *
 * <p>Source: Smirnov (1948), "Table for estimating the goodness of fit of empirical distributions".
 */
public final class KolmogorovSmirnov {

  /** Where Kolmogorov's limiting distribution reaches 95 %. */
  private static final double FIVE_PERCENT = 1.358;

  private KolmogorovSmirnov() {}

  /**
   * The distance of samples from a known distribution: max_i max(i/n - F(g_(i)), F(g_(i)⁻) -
   * (i-1)/n), where F(x⁻) is the limit from below and equals F(x) except for a {@link Point}.
   *
   * <p>Non-finite values: NaN if any sample is NaN; an infinite sample lies beyond every value.
   *
   * @param sortedSamples shape [n], ascending, NaN last; n at least 1
   * @param distribution the known distribution F
   * @return a difference of probabilities in [0, 1]
   * @throws IllegalArgumentException if there is no sample or the samples are not ascending
   */
  public static double distance(float[] sortedSamples, Distribution distribution) {
    Samples.requireSome(sortedSamples, "sortedSamples");
    Samples.requireSorted(sortedSamples, "sortedSamples");
    int n = sortedSamples.length;
    if (Float.isNaN(sortedSamples[n - 1])) {
      return Double.NaN;
    }
    Search search = new Search(sortedSamples, distribution);
    double first = search.lookAt(0);
    search.between(0, first, n - 1, search.lookAt(n - 1));
    return search.largest;
  }

  /**
   * Looks at the samples that may have the largest difference. Both cumulatives ascend, so between
   * two samples no difference exceeds that of the upper rank and the lower cumulative, or of the
   * upper cumulative and the lower rank; mostly the largest is known to be greater after a few.
   */
  private static final class Search {
    /** Far more than a cumulative may descend by its rounding errors. */
    private static final double MARGIN = 1e-12;

    private final float[] sorted;
    private final Distribution distribution;
    private final boolean jumps;
    private final double n;
    private double largest;

    Search(float[] sorted, Distribution distribution) {
      this.sorted = sorted;
      this.distribution = distribution;
      jumps = distribution.isPoint();
      n = sorted.length;
    }

    /** Notes the differences at a sample; returns the cumulative there. */
    double lookAt(int index) {
      double x = sorted[index];
      double at = distribution.cumulative(x);
      double below = jumps ? distribution.cumulative(Math.nextDown(x)) : at;
      largest = Math.max(largest, Math.max((index + 1.0) / n - at, below - index / n));
      return at;
    }

    /** Looks between two samples, given the cumulatives there. */
    void between(int lower, double atLower, int upper, double atUpper) {
      if (upper - lower < 2) {
        return;
      }
      double most = Math.max(upper / n - atLower, atUpper - (lower + 1) / n);
      if (most + MARGIN < largest) {
        return;
      }
      int middle = (lower + upper) >>> 1;
      double atMiddle = lookAt(middle);
      between(lower, atLower, middle, atMiddle);
      between(middle, atMiddle, upper, atUpper);
    }
  }

  /**
   * The distance of two samples: max_x |A(x) - B(x)| of their empirical cumulatives.
   *
   * <p>Non-finite values: NaN if any sample is NaN; an infinite sample lies beyond every value.
   *
   * @param sortedFirst shape [n], ascending, NaN last; n at least 1
   * @param sortedSecond shape [m], ascending, NaN last; m at least 1
   * @return a difference of probabilities in [0, 1]
   * @throws IllegalArgumentException if an array is empty or not ascending
   */
  public static double distance(float[] sortedFirst, float[] sortedSecond) {
    Samples.requireSome(sortedFirst, "sortedFirst");
    Samples.requireSome(sortedSecond, "sortedSecond");
    Samples.requireSorted(sortedFirst, "sortedFirst");
    Samples.requireSorted(sortedSecond, "sortedSecond");
    int n = sortedFirst.length;
    int m = sortedSecond.length;
    if (Float.isNaN(sortedFirst[n - 1]) || Float.isNaN(sortedSecond[m - 1])) {
      return Double.NaN;
    }
    double largest = 0;
    int i = 0;
    int j = 0;
    while (i < n && j < m) {
      // Both move past a tied value before they are compared: between ties there is no x.
      float x = Math.min(sortedFirst[i], sortedSecond[j]);
      while (i < n && sortedFirst[i] <= x) {
        i++;
      }
      while (j < m && sortedSecond[j] <= x) {
        j++;
      }
      largest = Math.max(largest, Math.abs((double) i / n - (double) j / m));
    }
    return largest;
  }

  /**
   * What n samples of the very distribution exceed in 5 % of the cases: 1.358 / sqrt(n), for large
   * n (Smirnov 1948).
   *
   * <p>Non-finite values: none can occur.
   *
   * @param n number of samples, at least 1
   * @return the critical distance
   * @throws IllegalArgumentException if n is less than 1
   */
  public static double criticalValue(int n) {
    return FIVE_PERCENT / Math.sqrt(Probability.requireSampleCount(n));
  }

  /**
   * What two samples of one distribution exceed in 5 % of the cases: 1.358 sqrt((n + m) / (n m)),
   * for large n and m (Smirnov 1948).
   *
   * <p>Non-finite values: none can occur.
   *
   * @param n size of the first sample, at least 1
   * @param m size of the second sample, at least 1
   * @return the critical distance
   * @throws IllegalArgumentException if n or m is less than 1
   */
  public static double criticalValue(int n, int m) {
    Probability.requireSampleCount(n);
    Probability.requireSampleCount(m);
    return FIVE_PERCENT * Math.sqrt(1.0 / n + 1.0 / m);
  }
}
