// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaneReferenceTest {
  private static final int ROWS = 4000;

  /** Uniform in the unit square. */
  private record Square() implements PlaneReference.Law {
    @Override
    public void fill(float[] draws, int rows, float[] out) {
      for (int row = 0; row < rows; row++) {
        out[2 * row] = draws[3 * row];
        out[2 * row + 1] = draws[3 * row + 1];
      }
    }
  }

  /** One point. */
  private record At(float x, float y) implements PlaneReference.Law {
    @Override
    public void fill(float[] draws, int rows, float[] out) {
      for (int row = 0; row < rows; row++) {
        out[2 * row] = x;
        out[2 * row + 1] = y;
      }
    }
  }

  @Test
  void theSamePointsAreNoDistanceAway() {
    assertThat(PlaneReference.of(new At(1, 2), 2).distance(new float[] {1, 2, 1, 2})).isZero();
  }

  /** Mean of |cos| over a turn: 2 / pi, which eight directions give to 2 %. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 0.3, 0.7, 1.1, 2, 3})
  void whatIsMovedIsAsFarInEveryDirection(double angle) {
    float[] points = {3 + (float) Math.cos(angle), 4 + (float) Math.sin(angle)};
    double sum = 0;
    for (int k = 0; k < PlaneReference.DIRECTIONS; k++) {
      sum += Math.abs(Math.cos(angle - Math.PI * k / PlaneReference.DIRECTIONS));
    }
    assertThat(PlaneReference.of(new At(3, 4), 1).distance(points))
        .isCloseTo(sum / PlaneReference.DIRECTIONS, within(1e-6))
        .isCloseTo(2 / Math.PI, within(0.02));
  }

  /** Of n uniform samples W1 to as many others is sqrt(2) times that of one, .31 / sqrt(n). */
  @Test
  void theFloorIsThatOfTwoSamples() {
    PlaneReference reference = PlaneReference.of(new Square(), ROWS);
    Random random = new Random(1);
    double sum = 0;
    for (int i = 0; i < 20; i++) {
      float[] points = new float[2 * ROWS];
      for (int j = 0; j < points.length; j++) {
        points[j] = random.nextFloat();
      }
      sum += reference.distance(points);
    }
    double usual = Math.sqrt(2) * 0.31 / Math.sqrt(ROWS);
    assertThat(sum / 20).isBetween(usual / 2, 2 * usual);
    assertThat(reference.floor()).isBetween(usual / 3, 3 * usual);
  }

  @Test
  void equalLawsShareTheirPoints() {
    assertThat(PlaneReference.of(new At(5, 6), 7)).isSameAs(PlaneReference.of(new At(5, 6), 7));
    assertThat(PlaneReference.of(new At(5, 6), 7)).isNotSameAs(PlaneReference.of(new At(5, 6), 8));
  }

  @Test
  void pointsThatAreNotFiniteAreNowhere() {
    PlaneReference reference = PlaneReference.of(new At(0, 0), 1);
    assertThat(reference.distance(new float[] {Float.NaN, 0})).isNaN();
    assertThat(reference.distance(new float[] {0, Float.NEGATIVE_INFINITY})).isNaN();
    assertThat(reference.distance(new float[] {Float.MAX_VALUE, Float.MAX_VALUE}))
        .isEqualTo(Double.POSITIVE_INFINITY);
  }
}
