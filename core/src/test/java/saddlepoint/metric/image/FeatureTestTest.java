// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FeatureTestTest {
  private static final int ROWS = 400;
  private static final int COLUMNS = 5;

  private static float[] normal(int randomSeed) {
    return RandomNumbers.normal(ROWS * COLUMNS, randomSeed);
  }

  private static FeatureTest of(float[] real, float[] generated) {
    return FeatureTest.of(real, generated, ROWS, COLUMNS);
  }

  private static float[] shifted(float[] rows, float by) {
    float[] shifted = rows.clone();
    for (int row = 0; row < ROWS; row++) {
      shifted[row * COLUMNS] += by;
    }
    return shifted;
  }

  @Test
  void ofOneLawDeviationsAreStandardNormal() {
    int draws = 20;
    double squares = 0;
    for (int draw = 0; draw < draws; draw++) {
      FeatureTest test = of(normal(2 * draw), normal(2 * draw + 1));
      assertThat(test.deviations()).isBetween(-4.0, 4.0);
      squares += test.deviations() * test.deviations();
    }
    assertThat(squares / draws).isCloseTo(1, within(4 * Math.sqrt(2.0 / draws)));
  }

  /** Labels are given in turn, so that every second row is of every second class. */
  @Test
  void labelsInTurnAreNoDifference() {
    float[] real = normal(1);
    float[] generated = normal(2);
    for (int row = 0; row < ROWS; row++) {
      real[row * COLUMNS] += row / 2 % 2 == 0 ? 3 : -3;
      generated[row * COLUMNS] += row % 2 == 0 ? 3 : -3;
    }

    assertThat(of(real, generated).deviations()).isBetween(-4.0, 4.0);
  }

  /** The best rule, the middle between the means, tells Phi(1/2) of them. */
  @Test
  void anotherMeanIsFound() {
    FeatureTest test = of(normal(1), shifted(normal(2), 1));

    assertThat(test.accuracy()).isCloseTo(0.6915, within(0.05));
    assertThat(test.deviations())
        .isEqualTo((test.accuracy() - 0.5) * 2 * Math.sqrt(ROWS))
        .isGreaterThan(5);
  }

  /** Without a ridge the weights would grow for ever, and be none in the end. */
  @Test
  void whatIsFarAwayIsToldWithoutError() {
    for (float by : new float[] {30, 1e4f}) {
      FeatureTest test = of(normal(1), shifted(normal(2), by));

      assertThat(test.accuracy()).isEqualTo(1);
      assertThat(test.deviations()).isEqualTo(Math.sqrt(ROWS));
    }
  }

  @Test
  void rowsThatAreAllAlikeAreNotToldApart() {
    for (float number : new float[] {0, 2}) {
      float[] alike = new float[ROWS * COLUMNS];
      Arrays.fill(alike, number);

      assertThat(of(alike, alike)).isEqualTo(new FeatureTest(0.5, 0));
    }
  }

  /** A feature that real images hardly have may be anything of generated ones. */
  @Test
  void aColumnThatIsNextToNothingInRealRowsMayBeLargeInOthers() {
    float[] real = normal(1);
    float[] generated = normal(2);
    for (int row = 0; row < ROWS; row++) {
      for (int column = 1; column < COLUMNS; column++) {
        real[row * COLUMNS + column] = row == 0 ? 1e-6f * column : 0;
        generated[row * COLUMNS + column] = Math.abs(generated[row * COLUMNS + column]) + 1;
      }
    }

    assertThat(of(real, generated).accuracy()).isEqualTo(1);
  }

  /** Of one image that is made over and over, columns are multiples of each other too. */
  @Test
  void suchColumnsMayBeOfOneImage() {
    for (float number : new float[] {0.7f, 3, 1e3f}) {
      float[] real = normal(1);
      float[] generated = new float[ROWS * COLUMNS];
      for (int i = 0; i < generated.length; i++) {
        int column = i % COLUMNS;
        generated[i] = number * (column + 1) / 3;
        if (column > 0) {
          real[i] = i < COLUMNS ? 1e-6f * column : 0;
        }
      }

      assertThat(of(real, generated).accuracy()).isEqualTo(1);
    }
  }

  /** Features are not centred. */
  @Test
  void aMeanFarFromZeroHidesNothing() {
    float[] real = normal(1);
    float[] generated = shifted(normal(2), 1);
    for (int i = 0; i < real.length; i++) {
      real[i] += 10;
      generated[i] += 10;
    }

    assertThat(of(real, generated).accuracy()).isCloseTo(0.6915, within(0.05));
  }

  @Test
  void theLastOfOddRowsIsLearnedFromAlone() {
    int rows = ROWS - 1;
    float[] generated = shifted(normal(2), 30);

    assertThat(FeatureTest.of(normal(1), generated, rows, COLUMNS).deviations())
        .isEqualTo(Math.sqrt(rows - 1));
  }
}
