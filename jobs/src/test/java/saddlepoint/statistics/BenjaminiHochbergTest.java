// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BenjaminiHochbergTest {
  /** The example of Benjamini and Hochberg 1995, section 3.2: four of 15 at 0.05. */
  @Test
  void isThatOfThePaper() {
    double[] p = {
      0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262,
      0.5719, 0.6528, 0.7590, 1.0000
    };

    boolean[] rejected = BenjaminiHochberg.rejected(p, 0.05);

    for (int i = 0; i < p.length; i++) {
      assertThat(rejected[i]).as("p = %s", p[i]).isEqualTo(i < 4);
    }
  }

  @Test
  void greaterOneIsBelievedWhereEnoughAre() {
    assertThat(BenjaminiHochberg.rejected(new double[] {0.05, 0.04, 0.9}, 0.1))
        .containsExactly(true, true, false);
    assertThat(BenjaminiHochberg.rejected(new double[] {}, 0.1)).isEmpty();
  }

  /** Where nothing is true, the chance of any alarm is the rate. */
  @Test
  void alarmsAreAsSeldomAsTheRateSays() {
    SplittableRandom random = new SplittableRandom(1);
    int alarms = 0;
    int nights = 20_000;
    for (int night = 0; night < nights; night++) {
      double[] p = random.doubles(50).toArray();
      boolean[] rejected = BenjaminiHochberg.rejected(p, 0.05);
      boolean[] any = {false};
      Arrays.setAll(p, i -> (any[0] |= rejected[i]) ? 1 : 0);
      alarms += any[0] ? 1 : 0;
    }
    assertThat(alarms / (double) nights).isBetween(0.045, 0.055);
  }
}
