// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

class BestResponseTest {
  private static final int SAMPLES = 20_000;

  private static Features draw(DoubleSupplier source) {
    float[] samples = new float[SAMPLES];
    for (int i = 0; i < SAMPLES; i++) {
      samples[i] = (float) source.getAsDouble();
    }
    return Features.of(samples);
  }

  /** As if each sample had a category of its own chance. */
  private static Features categories(SplittableRandom random, double chanceOfFirst) {
    int[] category = new int[SAMPLES];
    float[] value = new float[SAMPLES];
    for (int i = 0; i < SAMPLES; i++) {
      category[i] = random.nextDouble() < chanceOfFirst ? 0 : 1;
      value[i] = (float) random.nextGaussian();
    }
    return new Features(2, category, value);
  }

  @Test
  void findsTheDivergenceOfTwoNormals() {
    SplittableRandom random = new SplittableRandom(1);
    BestResponse response =
        BestResponse.of(draw(random::nextGaussian), draw(() -> 1 + random.nextGaussian()));

    assertThat(response.gap()).isCloseTo(0.111421, within(0.01));
    // The best classifier's accuracy is Phi(1/2).
    assertThat(response.accuracy()).isCloseTo(0.691462, within(0.01));
    assertThat(response.deviations())
        .isCloseTo((response.accuracy() - 0.5) * 2 * 141.42, within(.01));
  }

  @Test
  void twoSamplesOfOneDistributionAreNotToldApart() {
    for (int seed = 0; seed < 20; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      BestResponse response =
          BestResponse.of(draw(random::nextGaussian), draw(random::nextGaussian));
      assertThat(response.gap()).isBetween(-0.004, 0.002);
      assertThat(Math.abs(response.deviations())).isLessThan(4);
    }
  }

  @Test
  void countsCategoriesToo() {
    SplittableRandom random = new SplittableRandom(1);
    double p = 0.5;
    double q = 0.9;
    double m = (p + q) / 2;
    double divergence =
        (p * Math.log(p / m)
                + (1 - p) * Math.log((1 - p) / (1 - m))
                + q * Math.log(q / m)
                + (1 - q) * Math.log((1 - q) / (1 - m)))
            / 2;
    assertThat(BestResponse.of(categories(random, p), categories(random, q)).gap())
        .isCloseTo(divergence, within(0.008));
  }

  @Test
  void aCategoryOfOneKindAloneIsToldByItself() {
    SplittableRandom random = new SplittableRandom(1);
    BestResponse response = BestResponse.of(categories(random, 1), categories(random, 0));
    assertThat(response.gap()).isCloseTo(Math.log(2), within(1e-3));
    assertThat(response.accuracy()).isEqualTo(1);
  }

  @Test
  void refusesDifferentCounts() {
    assertThatThrownBy(() -> BestResponse.of(Features.of(new float[4]), Features.of(new float[6])))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("real")
        .hasMessageContaining("fake");
  }
}
