// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.statistics;

import java.util.Arrays;

/**
 * Where a sample has its middle: the median of the means of all pairs (Hodges and Lehmann 1963).
 */
public final class HodgesLehmann {
  private HodgesLehmann() {}

  /**
   * The estimate; each value makes a pair with itself too.
   *
   * @param values at least one, finite
   */
  public static double of(double[] values) {
    double[] means = new double[values.length * (values.length + 1) / 2];
    int count = 0;
    for (int i = 0; i < values.length; i++) {
      for (int j = i; j < values.length; j++) {
        means[count++] = (values[i] + values[j]) / 2;
      }
    }
    Arrays.sort(means);
    return (means[(means.length - 1) / 2] + means[means.length / 2]) / 2;
  }
}
