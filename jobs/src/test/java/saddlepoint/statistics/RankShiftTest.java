// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RankShiftTest {
  @Test
  void effectIsHowOftenTheFirstIsGreater() {
    assertThat(RankShift.of(new double[] {3, 4}, new double[] {1, 2}).effect()).isEqualTo(0.5);
    assertThat(RankShift.of(new double[] {1, 2}, new double[] {3, 4}).effect()).isEqualTo(-0.5);
    assertThat(RankShift.of(new double[] {1, 3}, new double[] {2, 2}).effect()).isZero();
    double forever = Double.POSITIVE_INFINITY;
    assertThat(RankShift.of(new double[] {forever, 1}, new double[] {forever, forever}).effect())
        .isEqualTo(-0.25);
  }

  /** Of 2 values of 4 the rank sum has 6 equally probable values, with a variance of 5 / 3. */
  @Test
  void standardDeviationIsThatOfTheRanks() {
    assertThat(RankShift.of(new double[] {3, 4}, new double[] {1, 2}).z())
        .isCloseTo(2 / Math.sqrt(5.0 / 3), within(1e-12));
    assertThat(RankShift.of(new double[] {1, 1}, new double[] {1}).z()).isZero();
  }

  /** Of zeros and ones it is the difference of shares in its own standard deviations. */
  @Test
  void sharesAreComparedByTheirHypergeometricVariance() {
    double[] first = {1, 1, 1, 0};
    double[] second = {1, 0, 0, 0, 0, 0};
    double share = 0.4;
    double variance = share * (1 - share) * 10 / 9 * (1 / 4.0 + 1 / 6.0);

    assertThat(RankShift.of(first, second).z())
        .isCloseTo((3 / 4.0 - 1 / 6.0) / Math.sqrt(variance), within(1e-12));
  }
}
