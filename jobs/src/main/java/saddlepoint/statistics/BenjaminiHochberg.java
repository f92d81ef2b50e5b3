// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.statistics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Which of many tests are believed, so that of those the expected share of false ones is bounded
 * (Benjamini and Hochberg 1995).
 */
public final class BenjaminiHochberg {
  private BenjaminiHochberg() {}

  /**
   * The tests that are rejected: all whose p value is at most the greatest p(i) &lt;= i q / m, of p
   * values p(1) &lt;= ... &lt;= p(m).
   *
   * @param p values from 0 to 1, one a test
   * @param rate q, the expected share of false ones among those that are rejected, from 0 to 1
   */
  public static boolean[] rejected(double[] p, double rate) {
    int[] order =
        IntStream.range(0, p.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> p[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    int believed = 0;
    for (int i = 0; i < order.length; i++) {
      if (p[order[i]] <= (i + 1) * rate / p.length) {
        believed = i + 1;
      }
    }
    boolean[] rejected = new boolean[p.length];
    Arrays.stream(order, 0, believed).forEach(i -> rejected[i] = true);
    return rejected;
  }
}
