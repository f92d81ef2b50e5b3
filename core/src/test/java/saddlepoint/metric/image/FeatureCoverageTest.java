// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FeatureCoverageTest {
  private static final int ROWS = 200;
  private static final int COLUMNS = 3;

  private static float[] normal(int randomSeed) {
    return RandomNumbers.normal(ROWS * COLUMNS, randomSeed);
  }

  private static FeatureCoverage of(float[] real) {
    return new FeatureCoverage(real, ROWS, COLUMNS);
  }

  /**
   * A real row is not covered if its five nearest, of all other rows of both kinds, are real ones.
   * Every order of the kinds is as likely as another, whatever the law.
   */
  @Test
  void asManyOtherRealRowsCoverAsTheirOrderSays() {
    double missed = 1;
    for (int i = 0; i < 5; i++) {
      missed *= (ROWS - 1.0 - i) / (2.0 * ROWS - 1 - i);
    }
    assertThat(missed).isCloseTo(Math.pow(2, -5), within(0.002));
    int draws = 30;
    double sum = 0;
    double squares = 0;
    for (int draw = 0; draw < draws; draw++) {
      double share = of(normal(2 * draw)).share(normal(2 * draw + 1), ROWS);
      sum += share;
      squares += share * share;
    }
    double mean = sum / draws;
    double error = Math.sqrt((squares / draws - mean * mean) / (draws - 1));

    assertThat(error).isLessThan(0.005);
    assertThat(mean).isCloseTo(1 - missed, within(3 * error));
  }

  @Test
  void theRealRowsThemselvesCoverAll() {
    assertThat(of(normal(1)).share(normal(1), ROWS)).isEqualTo(1);
  }

  /** A point is among the five nearest of about five others. */
  @Test
  void aConstantCoversNextToNothing() {
    float[] real = normal(1);
    float[] alike = new float[ROWS * COLUMNS];
    for (int i = 0; i < alike.length; i++) {
      alike[i] = real[i % COLUMNS];
    }

    assertThat(of(real).share(alike, ROWS)).isBetween(1.0 / ROWS, 20.0 / ROWS);
    Arrays.fill(alike, 1e3f);
    assertThat(of(real).share(alike, ROWS)).isZero();
  }

  /** Halves so far apart that none covers rows of the other. */
  @Test
  void halfOfAMixtureCoversHalf() {
    FeatureCoverage coverage = of(mixture(1));
    float[] both = mixture(2);
    int half = ROWS / 2;
    float[] upper = Arrays.copyOfRange(both, half * COLUMNS, ROWS * COLUMNS);

    double ofLower = coverage.share(both, half);
    double ofUpper = coverage.share(upper, half);

    assertThat(ofLower + ofUpper).isEqualTo(coverage.share(both, ROWS));
    assertThat(ofLower).isCloseTo(0.485, within(0.015));
    assertThat(ofUpper).isCloseTo(0.485, within(0.015));
  }

  private static float[] mixture(int randomSeed) {
    float[] rows = normal(randomSeed);
    for (int i = rows.length / 2; i < rows.length; i++) {
      rows[i] += 1e3f;
    }
    return rows;
  }
}
