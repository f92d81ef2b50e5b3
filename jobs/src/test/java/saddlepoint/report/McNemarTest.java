// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

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

  @Test
  void differsBelowTheLevel() {
    assertThat(McNemar.of(0, 6).differs()).isTrue();
    assertThat(McNemar.of(0, 5).differs()).isFalse();
  }

  @Test
  void refusesNegativeCounts() {
    assertThatThrownBy(() -> McNemar.of(-1, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Pairs that disagree are -1 and 2; wants 0 or more");
  }
}
