// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Laplace, Cauchy and two normals. */
class LawsOfTheLineTest {
  private static final Laplace LAPLACE = new Laplace(2, 0.5);
  private static final Cauchy CAUCHY = new Cauchy(2, 0.5);
  private static final TwoNormals TWO = new TwoNormals(-1, 2, 0.5, 1 / 3.0);

  static List<Distribution> laws() {
    return List.of(LAPLACE, CAUCHY, TWO, new TwoNormals(-1, 1, 0.1, 0.5));
  }

  @ParameterizedTest
  @MethodSource("laws")
  void theQuantileInvertsTheCumulative(Distribution law) {
    for (int i = 1; i < 1000; i++) {
      double p = i / 1000.0;
      assertThat(law.cumulative(law.quantile(p))).isCloseTo(p, within(1e-12));
    }
    assertThat(law.quantile(0)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(law.quantile(1)).isEqualTo(Double.POSITIVE_INFINITY);
  }

  @ParameterizedTest
  @MethodSource("laws")
  void theDensityIsTheSlopeOfTheCumulative(Distribution law) {
    double step = 1e-5;
    for (double x = -4.0003; x < 6; x += 0.0371) {
      double slope = (law.cumulative(x + step) - law.cumulative(x - step)) / (2 * step);
      assertThat(law.density(x)).as("at %s", x).isCloseTo(slope, within(1e-6));
    }
  }

  @ParameterizedTest
  @MethodSource("laws")
  void whatIsDrawnHasTheLaw(Distribution law) {
    int n = 10_000;
    float[] drawn = new float[n];
    for (int i = 0; i < n; i++) {
      drawn[i] = (float) law.draw((i + 0.5) / n);
    }
    Arrays.sort(drawn);
    assertThat(KolmogorovSmirnov.distance(drawn, law)).isLessThan(1.5 / n);
  }

  @ParameterizedTest
  @MethodSource("laws")
  void nonFiniteArguments(Distribution law) {
    assertThat(law.cumulative(Double.NaN)).isNaN();
    assertThat(law.density(Double.NaN)).isNaN();
    assertThat(law.cumulative(Double.NEGATIVE_INFINITY)).isZero();
    assertThat(law.cumulative(Double.POSITIVE_INFINITY)).isEqualTo(1);
    assertThat(law.density(Double.NEGATIVE_INFINITY)).isZero();
    assertThat(law.density(Double.POSITIVE_INFINITY)).isZero();
    assertThatIllegalArgumentException().isThrownBy(() -> law.quantile(Double.NaN));
    assertThatIllegalArgumentException().isThrownBy(() -> law.wassersteinFloor(0));
  }

  @Test
  void closedForms() {
    assertThat(LAPLACE.cumulative(1.5)).isCloseTo(Math.exp(-1) / 2, within(1e-15));
    assertThat(LAPLACE.quantile(1 - Math.exp(-2) / 2)).isCloseTo(3, within(1e-14));
    assertThat(LAPLACE.mean()).isEqualTo(2);
    assertThat(LAPLACE.standardDeviation()).isCloseTo(Math.sqrt(0.5), within(1e-15));
    assertThat(CAUCHY.cumulative(2.5)).isCloseTo(0.75, within(1e-15));
    assertThat(CAUCHY.quantile(0.25)).isCloseTo(1.5, within(1e-15));
    assertThat(CAUCHY.density(2)).isCloseTo(2 / Math.PI, within(1e-15));
    // Both tails are 1 / (pi z) for large z, and keep their digits on the left.
    assertThat(CAUCHY.cumulative(2 - 0.5e9)).isCloseTo(1e-9 / Math.PI, withinPercentage(1e-10));
    assertThat(CAUCHY.quantile(1e-9)).isCloseTo(2 - 0.5e9 / Math.PI, withinPercentage(1e-10));
    assertThat(TWO.mean()).isCloseTo(1, within(1e-15));
    assertThat(TWO.standardDeviation()).isCloseTo(Math.sqrt(0.25 + 2), within(1e-15));
  }

  @Test
  void momentsAreTheIntegralsOfTheQuantiles() {
    int n = 200_000;
    for (Distribution law : List.of(LAPLACE, TWO)) {
      double mean = 0;
      double square = 0;
      for (int i = 0; i < n; i++) {
        double x = law.quantile((i + 0.5) / n);
        mean += x / n;
        square += x * x / n;
      }
      assertThat(law.mean()).isCloseTo(mean, within(1e-4));
      assertThat(law.standardDeviation()).isCloseTo(Math.sqrt(square - mean * mean), within(1e-3));
      assertThat(law.hasMoments()).isTrue();
    }
  }

  @Test
  void floorsAreTheirIntegrals() {
    assertThat(LAPLACE.wassersteinFloor(1)).isCloseTo(floor(LAPLACE, -20, 24), within(1e-4));
    assertThat(TWO.wassersteinFloor(1)).isCloseTo(floor(TWO, -8, 9), withinPercentage(1));
  }

  private static double floor(Distribution law, double from, double to) {
    int cells = 400_000;
    double sum = 0;
    for (int i = 0; i < cells; i++) {
      double f = law.cumulative(from + (to - from) * (i + 0.5) / cells);
      sum += Math.sqrt(f * (1 - f));
    }
    return Math.sqrt(2 / Math.PI) * sum * (to - from) / cells;
  }

  @Test
  void cauchyHasNoMomentsAndNoFloor() {
    assertThat(CAUCHY.mean()).isNaN();
    assertThat(CAUCHY.standardDeviation()).isNaN();
    assertThat(CAUCHY.hasMoments()).isFalse();
    assertThat(CAUCHY.isPoint()).isFalse();
    assertThat(CAUCHY.wassersteinFloor(4000)).isInfinite();
    // The floor's integral up to a bound grows as its root, whatever the bound.
    double near = floor(CAUCHY, -1e4, 1e4);
    assertThat(floor(CAUCHY, -4e4, 4e4) / near).isCloseTo(2, offset(0.02));
  }

  @Test
  void samplesOfCauchyHaveNoWassersteinDistanceToIt() {
    int n = 4000;
    float[] samples = new float[n];
    for (int i = 0; i < n; i++) {
      samples[i] = (float) CAUCHY.quantile((i + 0.5) / n);
    }
    var figures = SampleFigures.of(samples, n, CAUCHY);
    assertThat(figures)
        .doesNotContainKeys(
            Metric.WASSERSTEIN, Metric.WASSERSTEIN_FLOOR, Metric.STANDARD_DEVIATION_RATIO);
    assertThat(figures.get(Metric.KOLMOGOROV_SMIRNOV)).isLessThan(2e-4);
    assertThat(figures.get(Metric.JENSEN_SHANNON)).isLessThan(1e-6);
    assertThat(figures.get(Metric.BIN_COVERAGE)).isEqualTo(1);
    SampleMatch match =
        SampleMatch.of(figures, SampleMatch.Yardstick.of(CAUCHY), VerdictLimits.USUAL);
    assertThat(match.matches()).isTrue();
    assertThat(match.checks()).containsExactly("KS 0.000, limit 0.12", "JSD 0.000, limit 0.06");
  }

  /** KS of two Cauchy laws of scales 1 and 3 is (atan(sqrt 3) - atan(1 / sqrt 3)) / pi = 1 / 6. */
  @Test
  void aCauchyLawThatIsTooWideDoesNotMatch() {
    int n = 4000;
    float[] samples = new float[n];
    for (int i = 0; i < n; i++) {
      samples[i] = (float) new Cauchy(2, 1.5).quantile((i + 0.5) / n);
    }
    var figures = SampleFigures.of(samples, n, CAUCHY);
    assertThat(figures.get(Metric.KOLMOGOROV_SMIRNOV)).isCloseTo(1 / 6.0, offset(2e-4));
    SampleMatch match =
        SampleMatch.of(figures, SampleMatch.Yardstick.of(CAUCHY), VerdictLimits.USUAL);
    assertThat(match.misses()).contains("KS 0.167, limit 0.12");
  }

  /** The limit is what W1's of 0.30 standard deviations allows of a shifted normal. */
  @Test
  void theLimitOfTheKolmogorovSmirnovDistanceIsThatOfAShiftedNormal() {
    double shift = VerdictLimit.WASSERSTEIN.usual();
    assertThat(2 * new Normal(0, 1).cumulative(shift / 2) - 1)
        .isCloseTo(VerdictLimit.KOLMOGOROV_SMIRNOV.usual(), offset(1e-3));
  }

  @Test
  void messages() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Laplace(Double.NaN, 1))
        .withMessage("The mean of a Laplace distribution is NaN; it must be a finite number");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Laplace(0, 0))
        .withMessage(
            "The scale of a Laplace distribution is 0.0; it must be finite and greater than 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Cauchy(0, Double.POSITIVE_INFINITY))
        .withMessage(
            "The scale of a Cauchy distribution is Infinity; it must be finite and greater than 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TwoNormals(1, 1, 1, 0.5))
        .withMessage(
            "The means of two normal distributions are 1.0 and 1.0 and the first has the share 0.5;"
                + " the second mean must be greater, and the share between 0 and 1");
  }
}
