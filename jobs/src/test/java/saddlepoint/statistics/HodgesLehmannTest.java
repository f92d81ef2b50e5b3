// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HodgesLehmannTest {
  @Test
  void isTheMedianOfTheMeansOfPairs() {
    // 1, 1.5, 2, 4.5, 5, 8 of (1, 2, 8).
    assertThat(HodgesLehmann.of(new double[] {8, 1, 2})).isEqualTo((2 + 4.5) / 2);
    assertThat(HodgesLehmann.of(new double[] {3})).isEqualTo(3);
  }

  @Test
  void oneWildValueHardlyMovesIt() {
    assertThat(HodgesLehmann.of(new double[] {1, 1, 1, 1, 1, 1, 1, 1e9})).isEqualTo(1);
  }
}
