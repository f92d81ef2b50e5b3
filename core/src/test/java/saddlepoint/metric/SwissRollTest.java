// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.within;

import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SwissRollTest {
  private static final SwissRoll ROLL = new SwissRoll(0.6 * Math.PI, 0.25 / 7.5);

  /** sklearn's make_swiss_roll divided by 7.5, at both ends and where t is 2 pi and 3 pi. */
  @Test
  void theSpiralIsThatOfTheOriginal() {
    double[][] expected = {
      {0, 0, -1.5 * Math.PI / 7.5},
      {1, 0, 4.5 * Math.PI / 7.5},
      {1 / 6.0, 2 * Math.PI / 7.5, 0},
      {0.5, -3 * Math.PI / 7.5, 0}
    };
    for (double[] point : expected) {
      assertThat(ROLL.x(point[0])).isCloseTo(point[1], within(1e-14));
      assertThat(ROLL.y(point[0])).isCloseTo(point[2], within(1e-14));
    }
  }

  @Test
  void aPointAcrossTheSpiralHasItsFootThere() {
    double step = 1e-6;
    for (double place = 0.01; place < 1; place += 0.0173) {
      double slopeX = ROLL.x(place + step) - ROLL.x(place - step);
      double slopeY = ROLL.y(place + step) - ROLL.y(place - step);
      double length = Math.hypot(slopeX, slopeY);
      for (double deviations : new double[] {-4, -1, 0.5, 3}) {
        double distance = deviations * ROLL.standardDeviation();
        SwissRoll.Foot foot =
            ROLL.foot(
                (float) (ROLL.x(place) - distance * slopeY / length),
                (float) (ROLL.y(place) + distance * slopeX / length));
        assertThat(foot.place()).isCloseTo(place, within(1e-6));
        assertThat(foot.deviations()).isCloseTo(Math.abs(deviations), within(1e-4));
      }
    }
  }

  @Test
  void theFootIsNearerThanAnyOtherPoint() {
    SplittableRandom random = new SplittableRandom(1);
    int points = 4000;
    for (int i = 0; i < 300; i++) {
      float x = (float) (5 * random.nextDouble() - 2.5);
      float y = (float) (5 * random.nextDouble() - 2.5);
      double least = Double.POSITIVE_INFINITY;
      for (int j = 0; j <= points; j++) {
        double place = (double) j / points;
        least = Math.min(least, Math.hypot(ROLL.x(place) - x, ROLL.y(place) - y));
      }
      SwissRoll.Foot foot = ROLL.foot(x, y);
      double distance = foot.deviations() * ROLL.standardDeviation();
      assertThat(distance).as("of %s, %s", x, y).isCloseTo(least, offset(2e-3));
      assertThat(Math.hypot(ROLL.x(foot.place()) - x, ROLL.y(foot.place()) - y))
          .isCloseTo(distance, within(1e-9));
    }
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
  void whatIsNotFiniteIsNowhere(float value) {
    float[] points = {0, 1.885f, value, 0};
    Features features = ROLL.features(points, 2);
    assertThat(features.value()[1]).isNaN();
    CellCounts cells = CellCounts.ofRoll(points, 2, ROLL);
    assertThat(cells.counts()[cells.counts().length - 1]).isEqualTo(1);
    Map<Metric, Double> figures =
        new EnumMap<>(SwissRollFigures.of(points, 2, ROLL, (draws, rows, out) -> {}));
    assertThat(figures.remove(Metric.WASSERSTEIN_FLOOR)).isZero();
    assertThat(figures.values()).hasSize(5).containsOnly(Double.NaN);
  }

  @Test
  void messages() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SwissRoll(0, 1))
        .withMessage("The radius of a Swiss roll is 0.0; it must be finite and greater than 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SwissRoll(1, Double.NaN))
        .withMessage(
            "The standard deviation of a Swiss roll is NaN; it must be finite and greater than 0");
  }
}
