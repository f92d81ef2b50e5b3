// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WilsonIntervalTest {
  /**
   * The first is worked by hand; the last three and 0 of 20 are those of R. G. Newcombe, "Two-sided
   * confidence intervals for the single proportion", Statistics in Medicine 17 (1998) 857-872.
   */
  @ParameterizedTest
  @CsvSource({
    "8, 10, 0.4902, 0.9433",
    "0, 20, 0.0, 0.1611",
    "20, 20, 0.8389, 1.0",
    "1, 1, 0.2065, 1.0",
    "81, 263, 0.2553, 0.3662",
    "15, 148, 0.0624, 0.1605",
    "1, 29, 0.0061, 0.1718",
  })
  void hasThePublishedBounds(int count, int trials, double low, double high) {
    WilsonInterval interval = WilsonInterval.of(count, trials);

    assertThat(interval.share()).isEqualTo((double) count / trials);
    assertThat(interval.low()).isCloseTo(low, within(5e-5));
    assertThat(interval.high()).isCloseTo(high, within(5e-5));
  }

  @Test
  void itsBoundsAreTheSharesThatTheScoreTestJustKeeps() {
    for (int count = 1; count < 30; count++) {
      WilsonInterval interval = WilsonInterval.of(count, 30);

      assertThat(score(interval.share(), interval.low())).isCloseTo(WilsonInterval.Z, within(1e-9));
      assertThat(score(interval.share(), interval.high()))
          .isCloseTo(-WilsonInterval.Z, within(1e-9));
    }
  }

  @Test
  void itsQuantileIsTheNormalOne() {
    assertThat(WilsonInterval.Z)
        .isCloseTo(new NormalDistribution().inverseCumulativeProbability(0.975), within(1e-12));
  }

  @Test
  void noneAndAllHaveABoundThatIsExact() {
    for (int trials = 1; trials < 500; trials++) {
      assertThat(WilsonInterval.of(0, trials).low()).isZero();
      assertThat(WilsonInterval.of(trials, trials).high()).isEqualTo(1);
    }
  }

  @Test
  void refusesWhatIsNoShare() {
    assertThatThrownBy(() -> WilsonInterval.of(0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("0 of 0 is no share; the trials must be 1 or more and hold the count");
    assertThatThrownBy(() -> WilsonInterval.of(3, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("3 of 2 is no share; the trials must be 1 or more and hold the count");
  }

  /** The score statistic of a share observed in 30 trials against a true one. */
  private static double score(double observed, double truth) {
    return (observed - truth) / Math.sqrt(truth * (1 - truth) / 30);
  }
}
