// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric;

/** Argument checks of the distributions. */
final class Probability {
  private Probability() {}

  static double require(double p) {
    if (!(p >= 0 && p <= 1)) {
      throw new IllegalArgumentException("The probability is " + p + "; it must be in [0, 1]");
    }
    return p;
  }

  static int requireSampleCount(int n) {
    if (n < 1) {
      throw new IllegalArgumentException(
          "The number of samples is " + n + "; it must be at least 1");
    }
    return n;
  }
}
