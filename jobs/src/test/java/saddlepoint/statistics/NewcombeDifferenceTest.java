// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NewcombeDifferenceTest {
  /** Newcombe 1998, table II, method 10. */
  @ParameterizedTest
  @CsvSource({
    "56, 70, 48, 80, 0.0524, 0.3339",
    "9, 10, 3, 10, 0.1705, 0.8090",
    "5, 56, 0, 29, -0.0381, 0.1926",
    "0, 10, 0, 20, -0.1611, 0.2775",
    "10, 10, 0, 10, 0.6075, 1.0000",
  })
  void hasThePublishedBounds(int a, int m, int b, int n, double low, double high) {
    NewcombeDifference difference =
        NewcombeDifference.of(WilsonInterval.of(a, m), WilsonInterval.of(b, n));

    assertThat(difference.difference()).isCloseTo((double) a / m - (double) b / n, within(1e-15));
    assertThat(difference.low()).isCloseTo(low, within(5e-5));
    assertThat(difference.high()).isCloseTo(high, within(5e-5));
  }
}
