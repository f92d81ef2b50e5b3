// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.offset;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CurveProjectionTest {
  private static final int POINTS = 15;
  private final CurveProjection projection = CurveProjection.ofPoints(POINTS);

  @Test
  void squaredNormOfFifteenPoints() {
    assertThat(projection.squaredNorm()).isCloseTo(30.3236, offset(5e-5));
    assertThat(projection.points()).isEqualTo(POINTS);
    assertThat(CurveProjection.ofPoints(2).squaredNorm()).isEqualTo(8);
  }

  @Test
  void realRowsGiveTheirAmplitudeAndNoResidual() {
    float[] known = {1, 1.25f, 1.5f, 2, -3, 0};
    float[] rows = rows(known);
    float[] amplitudes = new float[known.length];
    float[] residuals = new float[known.length];

    projection.project(rows, amplitudes, residuals);

    for (int row = 0; row < known.length; row++) {
      assertThat(amplitudes[row]).isCloseTo(known[row], offset(1e-6f));
      assertThat(residuals[row]).isCloseTo(0, offset(1e-6f));
    }
  }

  @Test
  void whatIsOrthogonalToTheBasisIsAllResidual() {
    float[] rows = rows(1.5f);
    // Odd in P, while the basis is even.
    for (int j = 0; j < POINTS; j++) {
      rows[j] += j < POINTS / 2 ? -0.25f : j == POINTS / 2 ? 0 : 0.25f;
    }
    float[] amplitudes = new float[1];
    float[] residuals = new float[1];

    projection.project(rows, amplitudes, residuals);

    assertThat(amplitudes[0]).isCloseTo(1.5f, offset(1e-6f));
    assertThat(residuals[0]).isCloseTo((float) Math.sqrt(14 / 16.0 / 15), offset(1e-6f));
  }

  @Test
  void amplitudesOfUniformCurvesAreUniform() {
    float[] known = Draws.exact(new Uniform(1, 2), 500);
    float[] amplitudes = new float[500];
    float[] residuals = new float[500];
    projection.project(rows(known), amplitudes, residuals);
    assertThat(Wasserstein.distance(amplitudes, new Uniform(1, 2))).isLessThan(1e-6);
    assertThat(CurveProjection.inBandShare(amplitudes, residuals, 1, 2)).isEqualTo(1);
  }

  @Test
  void orderOfRowsOnlyReordersTheFigures() {
    float[] known = Draws.sorted(new Uniform(1, 2), 9, new SplittableRandom(2));
    float[] reversed = new float[9];
    for (int i = 0; i < 9; i++) {
      reversed[i] = known[8 - i];
    }
    float[] first = new float[9];
    float[] second = new float[9];
    projection.project(rows(known), first, new float[9]);
    projection.project(rows(reversed), second, new float[9]);
    for (int i = 0; i < 9; i++) {
      assertThat(second[i]).isEqualTo(first[8 - i]);
    }
  }

  private static float[] rows(float... amplitudes) {
    float[] rows = new float[amplitudes.length * POINTS];
    for (int row = 0; row < amplitudes.length; row++) {
      for (int j = 0; j < POINTS; j++) {
        float p = -1 + j / 7f;
        rows[row * POINTS + j] = amplitudes[row] * p * p + (amplitudes[row] - 1);
      }
    }
    return rows;
  }

  @Test
  void bandEndsBeyondItsMargins() {
    assertThat(inBand(0.9501f, 0)).isEqualTo(1);
    assertThat(inBand(0.9499f, 0)).isZero();
    assertThat(inBand(2.0499f, 0)).isEqualTo(1);
    assertThat(inBand(2.0501f, 0)).isZero();
    assertThat(inBand(1.5f, 0.0999f)).isEqualTo(1);
    assertThat(inBand(1.5f, 0.1001f)).isZero();
    assertThat(
            CurveProjection.inBandShare(
                new float[] {1, 1.5f, 2, 3}, new float[] {0, .2f, .05f, 0}, 1, 2))
        .isEqualTo(0.5);
  }

  private static double inBand(float amplitude, float residual) {
    return CurveProjection.inBandShare(new float[] {amplitude}, new float[] {residual}, 1, 2);
  }

  @Test
  void labelsSplitAtTheMidpointWhichBelongsBelow() {
    assertThat(
            CurveProjection.labelAccuracy(
                new float[] {1.4f, 1.5f, 1.6f, 1.6f}, new int[] {0, 0, 1, 0}, 1.5))
        .isEqualTo(0.75);
    assertThat(CurveProjection.labelAccuracy(new float[] {1.5f}, new int[] {1}, 1.5)).isZero();
  }

  @Test
  void nonFiniteValues() {
    float[] rows = rows(1.5f, 1.5f, 1.5f);
    rows[3] = Float.NaN;
    rows[POINTS] = Float.POSITIVE_INFINITY;
    float[] amplitudes = new float[3];
    float[] residuals = new float[3];
    projection.project(rows, amplitudes, residuals);

    assertThat(amplitudes[0]).isNaN();
    assertThat(residuals[0]).isNaN();
    assertThat(amplitudes[1]).isInfinite();
    assertThat(residuals[1]).isNaN();
    assertThat(amplitudes[2]).isCloseTo(1.5f, offset(1e-6f));
    assertThat(CurveProjection.inBandShare(amplitudes, residuals, 1, 2))
        .isCloseTo(1 / 3.0, offset(1e-15));
    float[] nan = {Float.NaN, Float.NaN};
    assertThat(CurveProjection.labelAccuracy(nan, new int[] {0, 1}, 1.5)).isZero();
  }

  @Test
  void messages() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CurveProjection.ofPoints(1))
        .withMessage("A curve has 1 points; it needs at least 2, the ends -1 and 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> projection.project(new float[29], new float[2], new float[2]))
        .withMessage(
            "The array 'rows' holds 29 elements and 'amplitudes' 2; with 15 points a row,"
                + " rows must hold 15 for each element of 'amplitudes'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> projection.project(new float[30], new float[2], new float[1]))
        .withMessageContaining("'residuals' 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CurveProjection.labelAccuracy(new float[] {1, 1}, new int[] {1, 2}, 1.5))
        .withMessage("The label of row 1 is 2.0; it must be 0 or 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CurveProjection.inBandShare(new float[0], new float[0], 1, 2))
        .withMessage("The array 'amplitudes' is empty; a figure needs at least one value");
  }
}
