// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.special.Erf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DistributionTest {
  private static final Normal NORMAL = new Normal(4, 0.5);
  private static final Uniform UNIFORM = new Uniform(1, 2);
  private static final Point POINT = new Point(-3);

  @Test
  void normalCumulativeAgreesWithErrorFunctionEverywhere() {
    Normal standard = new Normal(0, 1);
    for (double x = -12; x <= 12; x += 0.0011) {
      assertThat(standard.cumulative(x))
          .as("at %s", x)
          .isCloseTo(Erf.erfc(-x / Math.sqrt(2)) / 2, within(1e-14));
    }
  }

  @Test
  void normalAgreesWithCommonsMath() {
    NormalDistribution reference = new NormalDistribution(null, 4, 0.5);
    for (double p = 0.001; p < 1; p += 0.001) {
      double x = reference.inverseCumulativeProbability(p);
      assertThat(NORMAL.quantile(p)).isCloseTo(x, within(1e-11));
      assertThat(NORMAL.cumulative(x)).isCloseTo(p, within(1e-11));
      assertThat(NORMAL.density(x)).isCloseTo(reference.density(x), within(1e-14));
    }
    assertThat(NORMAL.density(4)).isCloseTo(.797885, within(1e-6));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-300, 1e-100, 1e-30, 1e-17, 1e-12, 1e-8, 9.9e-6, 1.01e-5, 1e-3, .3, .5})
  void normalQuantileInvertsCumulativeFarIntoTheTail(double p) {
    Normal standard = new Normal(0, 1);
    double x = standard.quantile(p);
    assertThat(standard.cumulative(x) / p).isCloseTo(1, within(1e-9));
  }

  @Test
  void normalQuantileIsOddAndAscending() {
    Normal standard = new Normal(0, 1);
    double previous = Double.NEGATIVE_INFINITY;
    for (int i = 1; i < 1 << 16; i++) {
      double p = (double) i / (1 << 16);
      double x = standard.quantile(p);
      assertThat(x).isGreaterThan(previous).isEqualTo(-standard.quantile(1 - p) + 0.0);
      previous = x;
    }
    assertThat(standard.quantile(0)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(standard.quantile(1)).isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void bestAreaUnderCurveOfNormalsOneDeviationApart() {
    assertThat(new Normal(0, 1).cumulative(1 / Math.sqrt(2))).isCloseTo(.76025, within(1e-5));
  }

  @Test
  void uniformInClosedForm() {
    assertThat(UNIFORM.cumulative(0.9)).isZero();
    assertThat(UNIFORM.cumulative(1.25)).isEqualTo(0.25);
    assertThat(UNIFORM.cumulative(2.1)).isEqualTo(1);
    assertThat(UNIFORM.quantile(0.25)).isEqualTo(1.25);
    assertThat(UNIFORM.density(1)).isEqualTo(1);
    assertThat(UNIFORM.density(2)).isEqualTo(1);
    assertThat(UNIFORM.density(0.999)).isZero();
    assertThat(UNIFORM.mean()).isEqualTo(1.5);
    assertThat(UNIFORM.standardDeviation()).isCloseTo(.2887, within(1e-4));
  }

  @Test
  void pointInClosedForm() {
    assertThat(POINT.cumulative(Math.nextDown(-3.0))).isZero();
    assertThat(POINT.cumulative(-3)).isEqualTo(1);
    assertThat(POINT.quantile(0.7)).isEqualTo(-3);
    assertThat(POINT.density(-3)).isInfinite();
    assertThat(POINT.density(0)).isZero();
    assertThat(POINT.mean()).isEqualTo(-3);
    assertThat(POINT.standardDeviation()).isZero();
    assertThat(POINT.wassersteinFloor(7)).isZero();
  }

  @Test
  void floorFactorsAreTheirIntegrals() {
    assertThat(NORMAL.wassersteinFloor(4000)).isCloseTo(.0102, within(5e-5));
    assertThat(NORMAL.wassersteinFloor(1) / 0.5)
        .isCloseTo(floorIntegral(new Normal(0, 1), -12, 12), within(5e-5));
    assertThat(UNIFORM.wassersteinFloor(1))
        .isCloseTo(floorIntegral(UNIFORM, 1, 2), within(1e-5))
        .isCloseTo(.3133, within(5e-5));
  }

  private static double floorIntegral(Distribution distribution, double from, double to) {
    int cells = 1_000_000;
    double sum = 0;
    for (int i = 0; i < cells; i++) {
      double f = distribution.cumulative(from + (to - from) * (i + 0.5) / cells);
      sum += Math.sqrt(f * (1 - f));
    }
    return Math.sqrt(2 / Math.PI) * sum * (to - from) / cells;
  }

  @Test
  void nonFiniteArguments() {
    for (Distribution distribution : new Distribution[] {NORMAL, UNIFORM, POINT}) {
      assertThat(distribution.cumulative(Double.NaN)).isNaN();
      assertThat(distribution.density(Double.NaN)).isNaN();
      assertThat(distribution.cumulative(Double.NEGATIVE_INFINITY)).isZero();
      assertThat(distribution.cumulative(Double.POSITIVE_INFINITY)).isEqualTo(1);
      assertThat(distribution.density(Double.NEGATIVE_INFINITY)).isZero();
      assertThat(distribution.density(Double.POSITIVE_INFINITY)).isZero();
    }
  }

  @Test
  void messagesNameTheValueAndTheRemedy() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Normal(0, 0))
        .withMessage(
            "The standard deviation of a normal distribution is 0.0; it must be finite and greater"
                + " than 0 (a single value is a Point)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Normal(Double.NaN, 1))
        .withMessage("The mean of a normal distribution is NaN; it must be a finite number");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Normal(0, Double.POSITIVE_INFINITY))
        .withMessageContaining("Infinity");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Uniform(2, 2))
        .withMessage(
            "The ends of a uniform distribution are 2.0 and 2.0; the lower must be less than the"
                + " upper (a single value is a Point)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Uniform(-1.7e308, 1.7e308))
        .withMessage("The width of a uniform distribution is Infinity; it must be a finite number");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Point(Double.NEGATIVE_INFINITY))
        .withMessage("The value of a point distribution is -Infinity; it must be a finite number");
    for (Distribution distribution : new Distribution[] {NORMAL, UNIFORM, POINT}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> distribution.quantile(Double.NaN))
          .withMessage("The probability is NaN; it must be in [0, 1]");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> distribution.quantile(1.5))
          .withMessage("The probability is 1.5; it must be in [0, 1]");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> distribution.wassersteinFloor(0))
          .withMessage("The number of samples is 0; it must be at least 1");
    }
  }
}
