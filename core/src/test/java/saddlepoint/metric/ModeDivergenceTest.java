// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModeDivergenceTest {
  private static final int ROWS = 20_000;
  private static final Mixture RING = MixtureSamples.ring(8);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void realSamplesAreNear(int randomSeed) {
    double divergence = ModeDivergence.of(MixtureSamples.real(RING, ROWS, randomSeed), ROWS, RING);
    assertThat(divergence).isBetween(0.0, 0.002);
  }

  @Test
  void chanceAloneHasTheMeanOfItsDegreesOfFreedom() {
    double sum = 0;
    for (int i = 0; i < 400; i++) {
      sum += ModeDivergence.of(MixtureSamples.real(RING, 1000, i), 1000, RING);
    }
    // Modes in turn have none; 8 n JSD over 20 places is about chi-squared with 19.
    assertThat(8 * 1000 * sum / 400).isCloseTo(19, offset(1.5));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 7})
  void missedModesHaveTheDivergenceOfTheirShares(int reached) {
    float[] samples = MixtureSamples.around(RING, reached, 1, 0, 7 * 4 * 700, 1);
    double[] shares = new double[8];
    Arrays.fill(shares, 0, reached, 1.0 / reached);
    assertThat(ModeDivergence.of(samples, 7 * 4 * 700, RING))
        .isCloseTo(fromEven(shares), offset(1e-12));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 0.75, 1.5, 3})
  void aWrongWidthHasTheDivergenceOfItsRings(double scale) {
    // P(r > r_k) = (1 - k/5)^(1 / scale^2).
    double[] shares = new double[5];
    for (int k = 0; k < 5; k++) {
      shares[k] = survival(k, scale) - survival(k + 1, scale);
    }
    float[] samples = MixtureSamples.around(RING, 8, scale, 0, ROWS, 2);
    double expected = fromEven(shares);
    assertThat(expected).isGreaterThan(0.01);
    assertThat(ModeDivergence.of(samples, ROWS, RING)).isCloseTo(expected, offset(0.006));
  }

  private static double survival(int k, double scale) {
    return Math.pow(1 - k / 5.0, 1 / (scale * scale));
  }

  @Test
  void aShiftHasAtLeastTheDivergenceOfItsHalves() {
    double right = StandardNormal.cumulative(1);
    double halves = fromEven(new double[] {right, 1 - right});
    float[] shifted = MixtureSamples.around(RING, 8, 1, 1, ROWS, 3);
    // That of the densities, which no binning exceeds: two unit normals one deviation apart.
    assertThat(ModeDivergence.of(shifted, ROWS, RING)).isBetween(halves - 0.005, 0.111421);
  }

  @Test
  void modesThatArePointsAreSeenThoughAllAreCovered() {
    float[] points = MixtureSamples.around(RING, 8, 1e-3, 0, ROWS, 4);
    double innerRing = fromEven(new double[] {1, 0, 0, 0, 0});
    assertThat(ModeFigures.of(points, ROWS, RING)).isEqualTo(new ModeFigures(8, 8, 1));
    assertThat(ModeDivergence.of(points, ROWS, RING)).isCloseTo(innerRing, offset(0.005));
  }

  @Test
  void farSamplesFillTheOuterRing() {
    float[] samples = new float[2 * ROWS];
    double outer = fromEven(new double[] {1, 0, 0, 0, 0});
    for (int row = 0; row < ROWS; row++) {
      // The four quadrants of each mode in turn, 6 deviations away.
      Mixture.Mode mode = RING.modes().get(row % 8);
      int quadrant = row / 8 % 4;
      samples[2 * row] = (float) (mode.x() + ((quadrant & 1) == 0 ? 0.12 : -0.12));
      samples[2 * row + 1] = (float) (mode.y() + ((quadrant & 2) == 0 ? 0.12 : -0.12));
    }
    assertThat(ModeDivergence.of(samples, ROWS, RING)).isCloseTo(outer, offset(1e-12));
  }

  @Test
  void aSampleThatIsNotFiniteLeavesNoFigure() {
    assertThat(ModeDivergence.of(new float[] {0, Float.NaN}, 1, RING)).isNaN();
    assertThat(ModeDivergence.of(new float[] {Float.POSITIVE_INFINITY, 0}, 1, RING)).isNaN();
  }

  @Test
  void orderDoesNotMatter() {
    float[] samples = MixtureSamples.around(RING, 7, 1.2, 0.3, 1000, 5);
    float[] reversed = new float[samples.length];
    for (int row = 0; row < 1000; row++) {
      reversed[2 * row] = samples[2 * (999 - row)];
      reversed[2 * row + 1] = samples[2 * (999 - row) + 1];
    }
    assertThat(ModeDivergence.of(reversed, 1000, RING))
        .isEqualTo(ModeDivergence.of(samples, 1000, RING));
  }

  /** H(m) - (H(p) + H(q)) / 2 for equal shares q and the mean m of both. */
  private static double fromEven(double[] shares) {
    double even = 1.0 / shares.length;
    double divergence = -Math.log(shares.length) / 2;
    for (double share : shares) {
      double middle = (share + even) / 2;
      divergence -= middle * Math.log(middle);
      divergence += share == 0 ? 0 : share * Math.log(share) / 2;
    }
    return divergence;
  }
}
