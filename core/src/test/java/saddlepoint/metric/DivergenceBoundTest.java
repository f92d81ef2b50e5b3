// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DivergenceBoundTest {
  private static final int CELLS = 64;
  private static final int CELLS_OF_LINE = 256;
  private static final int SAMPLES = 16_000;
  private static final int REPEATED = 400;

  /** Every second cell has more than its due by a part, the others less; none outside. */
  private static double[] law(double part) {
    double[] law = new double[CELLS + 1];
    for (int cell = 0; cell < CELLS; cell++) {
      law[cell] = (1 + (cell % 2 == 0 ? part : -part)) / CELLS;
    }
    return law;
  }

  private static double[] even() {
    return law(0);
  }

  private static double divergence(double[] q) {
    double sum = 0;
    for (int cell = 0; cell <= CELLS; cell++) {
      double p = even()[cell];
      sum += p == 0 ? 0 : p * Math.log(2 * p / (p + q[cell]));
      sum += q[cell] == 0 ? 0 : q[cell] * Math.log(2 * q[cell] / (p + q[cell]));
    }
    return sum / 2;
  }

  private static CellCounts drawn(double[] law, SplittableRandom random) {
    int[] counts = new int[CELLS + 1];
    for (int i = 0; i < SAMPLES; i++) {
      double left = random.nextDouble();
      int cell = 0;
      while (cell < CELLS && (left -= law[cell]) > 0) {
        cell++;
      }
      counts[cell]++;
    }
    return new CellCounts(even(), counts);
  }

  /** No divergence, one that is right by the bank's measure, the limit, and far from it. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 0.126, 0.39, 0.8})
  void theBiasIsGoneAndTheBoundHoldsAsOftenAsItSays(double part) {
    double[] law = law(part);
    double truth = divergence(law);
    SplittableRandom random = new SplittableRandom(1);
    double sum = 0;
    double squares = 0;
    int held = 0;
    for (int time = 0; time < REPEATED; time++) {
      DivergenceBound bound = DivergenceBound.of(drawn(law, random));
      sum += bound.estimate();
      squares += bound.estimate() * bound.estimate();
      held += bound.high() >= truth ? 1 : 0;
    }
    double mean = sum / REPEATED;
    double deviation = Math.sqrt(squares / REPEATED - mean * mean);
    assertThat(mean)
        .as("mean estimate of %s", truth)
        .isCloseTo(truth, within(4 * deviation / Math.sqrt(REPEATED)));
    // Binomial of 400 at 95 %: 380, standard deviation 4.4.
    assertThat(held).as("bounds that hold").isBetween(365, truth == 0 ? REPEATED : 395);
    assertThat(deviation).as("small beside the limit of 0.02 nats").isLessThan(0.003);
  }

  @Test
  void lawsThatShareNothingDivergeByLogTwo() {
    int[] counts = new int[CELLS + 1];
    counts[CELLS] = SAMPLES;

    DivergenceBound bound = DivergenceBound.of(new CellCounts(even(), counts));

    assertThat(bound.estimate()).isCloseTo(Math.log(2), within(1e-12));
    assertThat(bound.high()).isCloseTo(Math.log(2), within(1e-3));
  }

  @Test
  void samplesAreCountedWhereTheyLie() {
    Normal data = new Normal(4, 0.5);
    float[] samples = new float[CELLS_OF_LINE + 3];
    for (int k = 0; k < CELLS_OF_LINE; k++) {
      samples[k] = (float) data.quantile((k + 0.5) / CELLS_OF_LINE);
    }
    samples[CELLS_OF_LINE] = Float.NaN;
    samples[CELLS_OF_LINE + 1] = Float.NEGATIVE_INFINITY;
    samples[CELLS_OF_LINE + 2] = 1e9f;

    int[] counts = CellCounts.ofLine(samples, samples.length, data).counts();

    int[] expected = new int[CELLS_OF_LINE + 1];
    Arrays.fill(expected, 1);
    expected[CELLS_OF_LINE - 1] = 2;
    expected[CELLS_OF_LINE] = 2;
    assertThat(counts).isEqualTo(expected);
  }

  @Test
  void curvesAreOutsideThatAreNoneOrBelieTheirLabel() {
    Uniform amplitudes = new Uniform(1, 2);
    float[] curves = new float[4 * 3];
    double[] a = {1.001, 1.999, 1.2, 1.8};
    for (int row = 0; row < 4; row++) {
      for (int j = 0; j < 3; j++) {
        double p = j - 1;
        curves[3 * row + j] = (float) (a[row] * p * p + a[row] - 1);
      }
    }
    curves[3 * 3 + 1] += 2;

    int[] plain = CellCounts.ofCurves(curves, null, 4, 3, amplitudes).counts();
    assertThat(plain[0]).isEqualTo(1);
    assertThat(plain[CELLS_OF_LINE - 1]).isEqualTo(1);
    assertThat(plain[CELLS_OF_LINE]).as("no curve").isEqualTo(1);
    int[] labelled = CellCounts.ofCurves(curves, new int[] {0, 0, 0, 1}, 4, 3, amplitudes).counts();
    assertThat(labelled[0]).isEqualTo(1);
    assertThat(labelled[CELLS_OF_LINE]).as("no curve, and one on the other side").isEqualTo(2);
  }

  @Test
  void pointsHaveFortyPlacesAroundEachModeAndOneFarFromAll() {
    Mixture mixture = new Mixture(List.of(new Mixture.Mode(10, 0), new Mixture.Mode(-10, 0)), 0.1);
    // The fourth is 3.96 standard deviations from its mode, the fifth 4.04.
    float[] points = {10.1f, 0.1f, -10.1f, -0.1f, Float.NaN, 0, 10.396f, 0, 10.404f, 0};

    CellCounts cells = CellCounts.ofMixture(points, 5, mixture);

    double far = Math.exp(-8);
    assertThat(cells.expected()).hasSize(81);
    assertThat(cells.expected()[0]).isCloseTo((1 - far) / 80, within(1e-15));
    assertThat(cells.expected()[80]).isCloseTo(far, within(1e-15));
    assertThat(cells.counts()[80]).as("not finite, and far").isEqualTo(2);
    assertThat(Arrays.stream(cells.counts()).filter(count -> count == 1)).hasSize(3);
  }

  @Test
  void rightPointsAreInEveryCellAsOftenAsExpected() {
    Mixture mixture = new Mixture(List.of(new Mixture.Mode(1, 0), new Mixture.Mode(-1, 0)), 0.05);
    SplittableRandom random = new SplittableRandom(3);
    int rows = 200_000;
    float[] points = new float[2 * rows];
    for (int row = 0; row < rows; row++) {
      double radius = 0.05 * Math.sqrt(-2 * Math.log(1 - random.nextDouble()));
      double angle = 2 * Math.PI * random.nextDouble();
      points[2 * row] = (float) ((row % 2 == 0 ? 1 : -1) + radius * Math.cos(angle));
      points[2 * row + 1] = (float) (radius * Math.sin(angle));
    }

    CellCounts cells = CellCounts.ofMixture(points, rows, mixture);

    double chiSquare = 0;
    for (int cell = 0; cell < cells.counts().length; cell++) {
      double due = cells.expected()[cell] * rows;
      chiSquare += (cells.counts()[cell] - due) * (cells.counts()[cell] - due) / due;
    }
    // 80 degrees of freedom: mean 80, standard deviation 12.6.
    assertThat(chiSquare).isBetween(40.0, 130.0);
  }
}
