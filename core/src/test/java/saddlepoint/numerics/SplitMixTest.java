// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.numerics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SplitMixTest {
  /** The JDK's generator is SplitMix64 too. */
  @Test
  void numbersAreThoseOfTheGenerator() {
    SplittableRandom generator = new SplittableRandom(0);
    for (int index = 0; index < 1000; index++) {
      assertThat(SplitMix.at(index)).isEqualTo(generator.nextLong());
    }
  }

  @Test
  void everyNumberBelowIsMetAboutAsOften() {
    int[] met = new int[7];
    for (int index = 0; index < 7000; index++) {
      met[SplitMix.below(index, 7)]++;
    }
    for (int count : met) {
      assertThat(count).isBetween(850, 1150);
    }
  }
}
