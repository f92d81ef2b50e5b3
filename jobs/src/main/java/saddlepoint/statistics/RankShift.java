// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.statistics;

import java.util.Arrays;
import org.apache.commons.statistics.inference.MannWhitneyUTest;

/**
 * How far the values of one sample are above those of another, by ranks (Mann and Whitney 1947).
 *
 * @param effect how often a value of the first is the greater one, ties half, less a half: -0.5 to
 *     0.5
 * @param z the same in its standard deviations where both are of one distribution, corrected for
 *     ties; 0 where all values tie
 */
public record RankShift(double effect, double z) {
  /** Of two samples of at least one value each, which may be infinite. */
  public static RankShift of(double[] first, double[] second) {
    double n = first.length;
    double m = second.length;
    double effect = MannWhitneyUTest.withDefaults().statistic(first, second) / (n * m) - 0.5;
    double[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    Arrays.sort(all);
    double ties = 0;
    for (int from = 0; from < all.length; ) {
      int to = from;
      while (to < all.length && all[to] == all[from]) {
        to++;
      }
      double count = to - from;
      ties += count * (count * count - 1);
      from = to;
    }
    double total = n + m;
    double variance = (total + 1 - ties / (total * (total - 1))) / (12 * n * m);
    return new RankShift(effect, variance > 0 ? effect / Math.sqrt(variance) : 0);
  }
}
