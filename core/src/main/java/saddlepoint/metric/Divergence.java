// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric;

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
    double even = 1.0 / counts.length;
    double divergence = 0;
    for (int count : counts) {
      double share = (double) count / n;
      divergence += towardsMixture(share, even) + towardsMixture(even, share);
    }
    return divergence / 2;
  }

  /** The part of a divergence from the mean of two shares that one of them has. */
  static double towardsMixture(double share, double other) {
    return share == 0 ? 0 : share * StrictMath.log(2 * share / (share + other));
  }
}
