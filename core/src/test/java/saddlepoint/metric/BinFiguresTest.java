// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.offset;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BinFiguresTest {
  private static final Normal DATA = new Normal(4, 0.5);

  @Test
  void perfectSamplesFillEveryBinEvenly() {
    BinFigures figures = BinFigures.of(Draws.exact(DATA, 1000), DATA, 20);
    assertThat(figures.coverage()).isEqualTo(1);
    assertThat(figures.jensenShannon()).isCloseTo(0, offset(1e-15));
    assertThat(figures.chiSquared()).isCloseTo(0, offset(1e-9));
  }

  @Test
  void oneAtomIsTheGreatestDivergenceFromKBins() {
    float[] atom = new float[100];
    Arrays.fill(atom, 3.99f);
    BinFigures figures = BinFigures.of(atom, DATA, 20);
    assertThat(figures.coverage()).isEqualTo(0.05);
    // p = one bin, q = 1/20 each: mixtures 21/40 there and 1/40 elsewhere.
    double expected = (Math.log(40 / 21.0) + Math.log(2 / 21.0) / 20 + 19 / 20.0 * Math.log(2)) / 2;
    assertThat(figures.jensenShannon()).isCloseTo(expected, offset(1e-14));
    assertThat(figures.chiSquared()).isCloseTo(100 * 19, offset(1e-9));
  }

  @Test
  void collapseAtTheRightMeanIsSeen() {
    BinFigures figures = BinFigures.of(Draws.exact(new Normal(4, .1), 10_000), DATA, 20);
    assertThat(figures.coverage()).isLessThan(0.5);
    // Binning only loses information: at most the divergence of the densities.
    assertThat(figures.jensenShannon()).isBetween(0.2, .302798);
  }

  @Test
  void chiSquaredHasItsDegreesOfFreedom() {
    SplittableRandom random = new SplittableRandom(21);
    double sum = 0;
    int repetitions = 1000;
    for (int i = 0; i < repetitions; i++) {
      sum += BinFigures.of(Draws.sorted(DATA, 500, random), DATA, 20).chiSquared();
    }
    // The deviation of one is sqrt(38), of the mean of 1000 about 0.2.
    assertThat(sum / repetitions).isCloseTo(19, offset(0.8));
  }

  @Test
  void aFifthOfItsShareCoversABin() {
    // Four bins of 100 samples: 25 each, so 5 cover one and 4 do not.
    assertThat(BinFigures.of(split(5), new Uniform(0, 4), 4).coverage()).isEqualTo(1);
    assertThat(BinFigures.of(split(4), new Uniform(0, 4), 4).coverage()).isEqualTo(0.75);
  }

  private static float[] split(int inFirstBin) {
    float[] samples = new float[100];
    for (int i = 0; i < 100; i++) {
      samples[i] = i < inFirstBin ? 0.5f : i < 40 ? 1.5f : i < 70 ? 2.5f : 3.5f;
    }
    return samples;
  }

  @Test
  void nonFiniteSamples() {
    assertThat(BinFigures.of(new float[] {1, Float.NaN}, DATA, 20))
        .isEqualTo(new BinFigures(Double.NaN, Double.NaN, Double.NaN));
    float[] outside = {Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY};
    assertThat(BinFigures.of(outside, DATA, 2)).isEqualTo(new BinFigures(1, 0, 0));
  }

  @Test
  void messages() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BinFigures.of(new float[] {1}, DATA, 1))
        .withMessage("The number of bins is 1; it must be 2 or more");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BinFigures.of(new float[] {1}, new Point(1), 20))
        .withMessage(
            "Point[value=1.0] cannot be cut into bins of equal probability;"
                + " use Wasserstein.distance");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BinFigures.of(new float[] {2, 1}, DATA, 20))
        .withMessageContaining("'sortedSamples' is not ascending");
  }
}
