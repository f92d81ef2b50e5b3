// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric;

import java.util.Arrays;

/** The Jensen-Shannon divergence of counts (Lin 1991). */
final class Divergence {
  private Divergence() {}

  /**
   * Divergence of the shares counts / n from equal ones.
   *
   * @param counts shape [bins], their sum n
   * @return nats, in [0, log 2]
   */
  static double fromEven(int[] counts, int n) {
    double[] even = new double[counts.length];
    Arrays.fill(even, 1.0 / counts.length);
    return of(counts, n, even);
  }

  /**
   * Divergence of the shares counts / n from given ones.
   *
   * @param counts shape [bins], their sum n
   * @param expected shape [bins], their sum 1
   * @return nats, in [0, log 2]
   */
  static double of(int[] counts, int n, double[] expected) {
    double divergence = 0;
    for (int bin = 0; bin < counts.length; bin++) {
      double share = (double) counts[bin] / n;
      divergence += towardsMixture(share, expected[bin]) + towardsMixture(expected[bin], share);
    }
    return divergence / 2;
  }

  /** The part of a divergence from the mean of two shares that one of them has. */
  static double towardsMixture(double share, double other) {
    return share == 0 ? 0 : share * StrictMath.log(2 * share / (share + other));
  }
}
