// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ClassSharesTest {
  private static ClassShares counts(int... counts) {
    return new ClassShares(counts);
  }

  @Test
  void classesAreCounted() {
    assertThat(ClassShares.of(new int[] {2, 0, 2, 2}, 4).counts()).containsExactly(1, 0, 3, 0);
    assertThat(counts(4, 0, 30, 3).present()).as("three may be misread").isEqualTo(2);
  }

  @Test
  void divergenceIsThatOfTheShares() {
    assertThat(counts(5, 5).divergence(counts(1, 3)))
        .isCloseTo(0.5 * Math.log(2) + 0.5 * Math.log(2.0 / 3), within(1e-12));
    assertThat(counts(8, 0).divergence(counts(1, 3)))
        .as("one class of a quarter")
        .isCloseTo(Math.log(4), within(1e-12));
  }

  @Test
  void equalSharesDoNotDiverge() {
    assertThat(counts(3, 0, 4, 7).divergence(counts(6, 0, 8, 14))).isZero();
  }

  @Test
  void aClassThatRealImagesLackIsFarAndNotInfinitelyFar() {
    assertThat(counts(5, 5).divergence(counts(10, 0)))
        .isCloseTo(0.5 * Math.log(0.5) + 0.5 * Math.log(0.5 / 0.05), within(1e-12));
    assertThat(counts(0, 10).divergence(counts(10, 0))).isCloseTo(Math.log(20), within(1e-12));
  }

  @Test
  void aClassOfAFewRealImagesIsNotAskedFor() {
    ClassShares real = counts(97, 3);

    assertThat(counts(10, 0).covered(real)).isEqualTo(real.present()).isEqualTo(1);
  }

  @Test
  void aQuarterOfItsDueIsEnough() {
    ClassShares real = counts(25, 25, 50, 0);

    assertThat(counts(10, 10, 20, 120).covered(real)).as("a quarter of each").isEqualTo(3);
    assertThat(counts(9, 10, 20, 121).covered(real)).isEqualTo(2);
    assertThat(counts(10, 10, 19, 121).covered(real)).isEqualTo(2);
    assertThat(counts(0, 0, 0, 32).covered(real)).as("none that is real").isZero();
    assertThat(real.covered(real)).isEqualTo(real.present());
  }
}
