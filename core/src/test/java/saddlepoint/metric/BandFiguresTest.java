// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.offset;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BandFiguresTest {
  private static final Equilibrium EQUILIBRIUM = Equilibrium.minimax();
  private static final float V = (float) EQUILIBRIUM.v();

  /** Tolerances that floats hold exactly, so that a threshold can be met exactly. */
  private static final Band EXACT = new Band(new Equilibrium(.5, .5, -1.5), 0.0625, 0.125);

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 1",
    "9, 9",
    "10, 10",
    "11, 10",
    "50, 10",
    "51, 11",
    "55, 11",
    "56, 12",
    "121, 25",
    "1000, 200",
    "2147483647, 429496730"
  })
  void windowIsTheLastFifthAndAtLeastTen(int logged, int size) {
    assertThat(Window.size(logged)).isEqualTo(size);
    assertThat(Window.start(logged)).isEqualTo(logged - size);
  }

  @Test
  void windowMeansCoverTheEndOnly() {
    float[] history = new float[60];
    Arrays.fill(history, 0, 48, 100);
    Arrays.fill(history, 48, 54, 1);
    Arrays.fill(history, 54, 60, 3);
    assertThat(Window.mean(history)).isEqualTo(2);
    assertThat(Window.runningMean(history, 0)).isEqualTo(100);
    assertThat(Window.runningMean(history, 47)).isEqualTo(100);
    assertThat(Window.runningMean(history, 48)).isEqualTo((19 * 100 + 1) / 20.0);
    assertThat(Window.runningMean(history, 59)).isCloseTo((8 * 100 + 6 + 18) / 20.0, offset(1e-12));
    assertThat(Window.mean(new float[0])).isNaN();
  }

  @Test
  void thresholdsBelongToTheBand() {
    assertThat(EXACT.contains(.5625, .4375, -1.375)).isTrue();
    assertThat(EXACT.contains(.4375, .5625, -1.625)).isTrue();
    assertThat(EXACT.contains(Math.nextUp(.5625), .5, -1.5)).isFalse();
    assertThat(EXACT.contains(Math.nextDown(.4375), .5, -1.5)).isFalse();
    assertThat(EXACT.contains(.5, Math.nextUp(.5625), -1.5)).isFalse();
    assertThat(EXACT.contains(.5, Math.nextDown(.4375), -1.5)).isFalse();
    assertThat(EXACT.contains(.5, .5, Math.nextUp(-1.375))).isFalse();
    assertThat(EXACT.contains(.5, .5, Math.nextDown(-1.625))).isFalse();
  }

  @Test
  void defaultBandIsFiveHundredthsWide() {
    Band band = Band.around(EQUILIBRIUM);
    double v = EQUILIBRIUM.v();
    assertThat(band.contains(.5499, .4501, v + .0499)).isTrue();
    assertThat(band.contains(.5501, .5, v)).isFalse();
    assertThat(band.contains(.5, .4499, v)).isFalse();
    assertThat(band.contains(.5, .5, v - .0501)).isFalse();
  }

  @Test
  void nothingNonFiniteIsInABand() {
    assertThat(EXACT.contains(Double.NaN, .5, -1.5)).isFalse();
    assertThat(EXACT.contains(.5, Double.NaN, -1.5)).isFalse();
    assertThat(EXACT.contains(.5, .5, Double.NaN)).isFalse();
    assertThat(EXACT.contains(.5, .5, Double.NEGATIVE_INFINITY)).isFalse();
    assertThat(Band.around(Equilibrium.none()).contains(.5, .5, EQUILIBRIUM.v())).isFalse();
  }

  @Test
  void constantHalfIsInTheBandFromItsFirstStep() {
    BandFigures figures = figures(constant(121, .5f), constant(121, .5f), constant(121, V));
    assertThat(figures.inBand()).isTrue();
    assertThat(figures.dwell()).isEqualTo(1);
    assertThat(figures.firstStep()).hasValue(0);
    assertThat(figures.exits()).isZero();
    assertThat(figures.d1()).isEqualTo(.5);
    assertThat(figures.v()).isCloseTo(EQUILIBRIUM.v(), offset(1e-7));
  }

  @Test
  void eachFigureAloneCanKeepATrialOut() {
    float[] half = constant(40, .5f);
    float[] score = constant(40, V);
    assertThat(figures(constant(40, .56f), half, score).inBand()).isFalse();
    assertThat(figures(half, constant(40, .44f), score).inBand()).isFalse();
    assertThat(figures(half, half, constant(40, V + .06f)).inBand()).isFalse();
    assertThat(figures(constant(40, .56f), half, score).firstStep()).isEmpty();
    assertThat(figures(constant(40, .56f), half, score).dwell()).isZero();
  }

  @Test
  void anyTrialIsJudgedByItsEndOnly() {
    float[] d1 = constant(100, .9f);
    Arrays.fill(d1, 80, 100, .5f);
    BandFigures figures = figures(d1, constant(100, .5f), constant(100, V));
    assertThat(figures.inBand()).isTrue();
    assertThat(figures.d1()).isEqualTo(.5);
    // Running means fall by .02 a step from .9 at index 79: .54 at 97.
    assertThat(figures.firstStep()).hasValue(970);
    assertThat(figures.dwell()).isEqualTo(3 / 20.0);
    assertThat(figures.exits()).isZero();
  }

  @Test
  void exitsCountEveryLeavingAfterAnEntry() {
    float[] d1 = constant(300, .5f);
    // Far out for 20 steps, three times; the last time until the end.
    for (int start : new int[] {50, 150, 280}) {
      Arrays.fill(d1, start, start + 20, .9f);
    }
    BandFigures figures = figures(d1, constant(300, .5f), constant(300, V));
    assertThat(figures.exits()).isEqualTo(3);
    assertThat(figures.firstStep()).hasValue(0);
    assertThat(figures.inBand()).isFalse();
    // In the window 240 … 299, one step at .9 gives .52, two give .54, three .56: in until 281.
    assertThat(figures.dwell()).isEqualTo(42 / 60.0);
  }

  @Test
  void enteringIsNotLeaving() {
    float[] d1 = constant(60, .9f);
    Arrays.fill(d1, 20, 60, .5f);
    assertThat(figures(d1, constant(60, .5f), constant(60, V)).exits()).isZero();
  }

  @Test
  void aNaNKeepsItsMeansOutOfTheBandAndNoOthers() {
    float[] half = constant(100, .5f);
    float[] score = constant(100, V);

    float[] early = score.clone();
    early[30] = Float.NaN;
    BandFigures figures = figures(half, half, early);
    assertThat(figures.inBand()).isTrue();
    assertThat(figures.exits()).isEqualTo(1);
    assertThat(figures.dwell()).isEqualTo(1);

    float[] late = half.clone();
    late[99] = Float.NaN;
    figures = figures(late, half, score);
    assertThat(figures.inBand()).isFalse();
    assertThat(figures.d1()).isNaN();
    assertThat(figures.dwell()).isEqualTo(19 / 20.0);

    late = score.clone();
    late[85] = Float.NEGATIVE_INFINITY;
    assertThat(figures(half, half, late).inBand()).isFalse();
  }

  @Test
  void withoutAnEquilibriumNothingIsInTheBand() {
    float[] half = constant(20, .5f);
    BandFigures figures =
        BandFigures.of(steps(20), half, half, constant(20, V), Band.around(Equilibrium.none()));
    assertThat(figures.inBand()).isFalse();
    assertThat(figures.dwell()).isZero();
    assertThat(figures.firstStep()).isEmpty();
    assertThat(figures.exits()).isZero();
  }

  @Test
  void withoutALoggedStepNothingIsKnown() {
    BandFigures figures = figures(new float[0], new float[0], new float[0]);
    assertThat(figures.inBand()).isFalse();
    assertThat(figures.d1()).isNaN();
    assertThat(figures.dwell()).isNaN();
    assertThat(figures.firstStep()).isEmpty();
  }

  @Test
  void messages() {
    float[] two = new float[2];
    Band band = Band.around(EQUILIBRIUM);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BandFigures.of(new int[] {0, 10}, two, two, new float[1], band))
        .withMessage("The arrays 'step' and 'v' hold 2 and 1 values; they must be of one length");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BandFigures.of(new int[] {10, 10}, two, two, two, band))
        .withMessage(
            "The logged steps do not ascend: step[1] is 10, after 10; each step is logged once");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Band(EQUILIBRIUM, -.1, .05))
        .withMessage("The discriminator tolerance is -0.1; it must be finite and at least 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Band(EQUILIBRIUM, .05, Double.NaN))
        .withMessage("The score tolerance is NaN; it must be finite and at least 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Window.size(-1))
        .withMessage("The number of logged steps is -1; it must be at least 0");
  }

  private static BandFigures figures(float[] d1, float[] d2, float[] v) {
    return BandFigures.of(steps(d1.length), d1, d2, v, Band.around(EQUILIBRIUM));
  }

  private static int[] steps(int logged) {
    int[] steps = new int[logged];
    for (int i = 0; i < logged; i++) {
      steps[i] = 10 * i;
    }
    return steps;
  }

  private static float[] constant(int logged, float value) {
    float[] history = new float[logged];
    Arrays.fill(history, value);
    return history;
  }
}
