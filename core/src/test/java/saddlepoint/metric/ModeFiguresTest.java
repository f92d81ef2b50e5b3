// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.offset;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModeFiguresTest {
  /** Two modes, of which 3 standard deviations are 0.75, a number that floats hold. */
  private static final Mixture TWO =
      new Mixture(List.of(new Mixture.Mode(0, 0), new Mixture.Mode(16, 0)), 0.25);

  @Test
  void realSamplesCoverEveryModeAndOneInNinetyIsFarOff() {
    Mixture ring = MixtureSamples.ring(8);
    ModeFigures figures = ModeFigures.of(MixtureSamples.real(ring, 20_000, 1), 20_000, ring);
    assertThat(figures.covered()).isEqualTo(8);
    assertThat(figures.nearest()).isEqualTo(8);
    // The radius is Rayleigh; the deviation of the share is .00074.
    assertThat(figures.highQualityShare()).isCloseTo(1 - Math.exp(-4.5), offset(0.003));
  }

  @Test
  void oneModeAlone() {
    Mixture ring = MixtureSamples.ring(8);
    float[] one = MixtureSamples.around(ring, 1, 0.1, 0, 1000, 1);
    assertThat(ModeFigures.of(one, 1000, ring)).isEqualTo(new ModeFigures(1, 1, 1));
  }

  @Test
  void samplesBetweenTheModesCoverNone() {
    Mixture ring = MixtureSamples.ring(8);
    ModeFigures centre = ModeFigures.of(new float[200], 100, ring);
    // All are equally near, of which the first counts.
    assertThat(centre).isEqualTo(new ModeFigures(0, 1, 0));
  }

  @Test
  void modesThatAreTooWideAreCountedByTheNearest() {
    Mixture ring = MixtureSamples.ring(8);
    // Within 3 of its own standard deviations of a mode 20 times as wide there is 1 % of it.
    float[] wide = MixtureSamples.around(ring, 8, 20, 0, 4000, 1);
    ModeFigures figures = ModeFigures.of(wide, 4000, ring);
    assertThat(figures.covered()).isZero();
    assertThat(figures.nearest()).isEqualTo(8);
    float[] three = MixtureSamples.around(ring, 3, 1, 0, 4000, 1);
    assertThat(ModeFigures.of(three, 4000, ring).nearest()).isEqualTo(3);
  }

  @Test
  void oneSampleIsEnoughToBeNearest() {
    float[] samples = split(1);
    assertThat(ModeFigures.of(samples, 200, TWO).nearest()).isEqualTo(2);
    assertThat(ModeFigures.of(samples, 200, TWO).covered()).isEqualTo(1);
    // Half way to the second mode, and a step further.
    assertThat(ModeFigures.of(new float[] {8, 0, 8, 5}, 2, TWO).nearest()).isEqualTo(1);
    assertThat(ModeFigures.of(new float[] {8, 0, Math.nextUp(8f), 5}, 2, TWO).nearest())
        .isEqualTo(2);
  }

  @Test
  void aTenthOfItsDueCoversAMode() {
    // The due of 200 rows is 100 at each of two modes.
    assertThat(ModeFigures.of(split(10), 200, TWO).covered()).isEqualTo(2);
    assertThat(ModeFigures.of(split(9), 200, TWO).covered()).isEqualTo(1);
    assertThat(ModeFigures.of(split(9), 200, TWO).highQualityShare()).isEqualTo(1);
  }

  @Test
  void theDueOfAModeIsItsShare() {
    // Of 200 rows the second mode's due is 180, or 20.
    Mixture heavy = new Mixture(TWO.modes(), List.of(1, 9), 0.25);
    assertThat(ModeFigures.of(split(18), 200, heavy).covered()).isEqualTo(2);
    assertThat(ModeFigures.of(split(17), 200, heavy).covered()).isEqualTo(1);
    Mixture light = new Mixture(TWO.modes(), List.of(9, 1), 0.25);
    assertThat(ModeFigures.of(split(2), 200, light).covered()).isEqualTo(2);
    assertThat(ModeFigures.of(split(1), 200, light).covered()).isEqualTo(1);
  }

  private static float[] split(int atSecond) {
    float[] samples = new float[400];
    for (int row = 0; row < atSecond; row++) {
      samples[2 * row] = 16;
    }
    return samples;
  }

  @Test
  void threeStandardDeviationsCountInEveryDirection() {
    float beyond = Math.nextUp(0.75f);
    float[] samples = {0.75f, 0, 0, -0.75f, 16.75f, 0, beyond, 0, 0.6f, 0.6f, 8, 0};
    ModeFigures figures = ModeFigures.of(samples, 6, TWO);
    assertThat(figures).isEqualTo(new ModeFigures(2, 2, 3 / 6.0));
  }

  @Test
  void rowsBeyondTheCountAreNotLookedAt() {
    float[] samples = {0, 0, 16, 0, Float.NaN, 0};
    assertThat(ModeFigures.of(samples, 2, TWO)).isEqualTo(new ModeFigures(2, 2, 1));
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void aSampleThatIsNotFiniteLeavesNoFigure(float value) {
    assertThat(ModeFigures.of(new float[] {0, 0, 16, value}, 2, TWO))
        .isEqualTo(new ModeFigures(Double.NaN, Double.NaN, Double.NaN));
    Map<Metric, Double> figures =
        new EnumMap<>(
            SampleFigures.ofMixture(
                new float[] {0, 0, 16, value}, 2, TWO, (draws, rows, out) -> {}));
    assertThat(figures.remove(Metric.WASSERSTEIN_FLOOR)).isZero();
    assertThat(figures.values()).hasSize(5).containsOnly(Double.NaN);
  }

  @Test
  void theLargestSamplesAreFarOff() {
    float[] samples = {Float.MAX_VALUE, -Float.MAX_VALUE, 0, 0};
    assertThat(ModeFigures.of(samples, 2, TWO)).isEqualTo(new ModeFigures(1, 1, 0.5));
  }

  @Test
  void messages() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ModeFigures.of(new float[3], 2, TWO))
        .withMessage("There are 3 values for 2 rows; give one row or more, and two values a row");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ModeFigures.of(new float[3], 0, TWO))
        .withMessage("There are 3 values for 0 rows; give one row or more, and two values a row");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Mixture(List.of(), 1))
        .withMessage("The mixture has no modes; it needs at least one");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Mixture(TWO.modes(), List.of(1, 0), 1))
        .withMessage("The weights of 2 modes are [1, 0]; give each one of 1 or more");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Mixture(TWO.modes(), List.of(1), 1))
        .withMessage("The weights of 2 modes are [1]; give each one of 1 or more");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Mixture(TWO.modes(), 0))
        .withMessage(
            "The standard deviation of a mixture's modes is 0.0; it must be finite and greater"
                + " than 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Mixture.Mode(0, Double.NaN))
        .withMessage("The second coordinate of a mode is NaN; it must be a finite number");
  }
}
