// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class McNemarTest {
  /** Sums of binomial coefficients over powers of two, worked by hand. */
  @ParameterizedTest
  @CsvSource({
    "1, 9, 0.021484375", // 2 (1 + 10) / 2^10
    "9, 1, 0.021484375",
    "0, 5, 0.0625", // 2 / 2^5
    "0, 6, 0.03125",
    "12, 3, 0.03515625", // 2 (1 + 15 + 105 + 455) / 2^15
    "4, 4, 1.0",
    "3, 4, 1.0",
    "1, 0, 1.0",
    "0, 0, 1.0",
  })
  void hasTheExactProbability(int first, int second, double p) {
    assertThat(McNemar.of(first, second).p()).isCloseTo(p, within(1e-12));
  }

  /** The same by exact integers, either way round. */
  @Test
  void hasTheExactProbabilityOfAllCountsToForty() {
    for (int first = 0; first <= 40; first++) {
      for (int second = 0; second <= first; second++) {
        BigInteger coefficient = BigInteger.ONE;
        BigInteger sum = BigInteger.ZERO;
        int all = first + second;
        for (int k = 0; k <= second; k++) {
          sum = sum.add(coefficient);
          coefficient =
              coefficient.multiply(BigInteger.valueOf(all - k)).divide(BigInteger.valueOf(k + 1));
        }
        double p = Math.min(1, 2 * sum.doubleValue() / Math.pow(2, all));
        assertThat(McNemar.of(first, second).p())
            .as("%d against %d", first, second)
            .isCloseTo(p, withinPercentage(1e-7));
        assertThat(McNemar.of(second, first).p()).isEqualTo(McNemar.of(first, second).p());
      }
    }
  }

  @Test
  void differsBelowTheLevel() {
    assertThat(McNemar.of(0, 6).differs()).isTrue();
    assertThat(McNemar.of(0, 5).differs()).isFalse();
  }

  @Test
  void refusesNegativeCounts() {
    assertThatThrownBy(() -> McNemar.of(-1, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Pairs that disagree must be 0 or more, got -1 and 2");
  }
}
