// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CumulativeSumTest {
  @Test
  void sumsWhatIsBeyondTheSlack() {
    CumulativeSum sum = new CumulativeSum();
    sum.add(-2);
    sum.add(1);
    sum.add(1.5);
    sum.add(100);

    assertThat(sum.height()).isCloseTo(0.5 + 1 + 2.5, within(1e-12));
    assertThat(sum.isRise()).isTrue();
    assertThat(sum.since()).isEqualTo(1);
  }

  /** The approximation is a few percent off at heights that are reached in a thousand numbers. */
  @Test
  void heightIsReachedAsOftenAsIsSaid() {
    SplittableRandom random = new SplittableRandom(3);
    double height = 5;
    int reached = 0;
    long numbers = 0;
    CumulativeSum sum = new CumulativeSum();
    while (reached < 2000) {
      sum.add(random.nextGaussian());
      numbers++;
      if (sum.height() >= height) {
        reached++;
        sum = new CumulativeSum();
      }
    }

    assertThat((double) reached / numbers).isCloseTo(CumulativeSum.rate(height), within(2e-4));
    assertThat(CumulativeSum.rate(0)).isBetween(0.9, 1.0);
  }
}
