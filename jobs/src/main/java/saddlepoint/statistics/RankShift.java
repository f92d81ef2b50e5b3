// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.statistics;

import java.util.Arrays;

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
    double[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    Arrays.sort(all);
    double[] sorted = first.clone();
    Arrays.sort(sorted);
    double rankSum = 0;
    double ties = 0;
    int at = 0;
    for (int from = 0; from < all.length; ) {
      int to = from;
      while (to < all.length && all[to] == all[from]) {
        to++;
      }
      double count = to - from;
      ties += count * (count * count - 1);
      while (at < sorted.length && sorted[at] == all[from]) {
        rankSum += (from + 1 + to) / 2.0;
        at++;
      }
      from = to;
    }
    double n = first.length;
    double m = second.length;
    double total = n + m;
    double effect = (rankSum - n * (n + 1) / 2) / (n * m) - 0.5;
    double variance = (total + 1 - ties / (total * (total - 1))) / (12 * n * m);
    return new RankShift(effect, variance > 0 ? effect / Math.sqrt(variance) : 0);
  }
}
