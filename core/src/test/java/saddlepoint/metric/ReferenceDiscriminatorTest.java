// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReferenceDiscriminatorTest {
  private static final Normal DATA = new Normal(4, 0.5);

  /** Half of them are fitted, half asked about. */
  private static final int SAMPLES = 20_000;

  private static final int SEEDS = 20;

  private interface Sampler {
    double draw(SplittableRandom random);
  }

  private record Wrong(String name, DoubleUnaryOperator density, Sampler sampler) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Stream<Wrong> wrongGenerators() {
    Normal narrow = new Normal(4, 0.25);
    Normal shifted = new Normal(5, 0.5);
    Normal low = new Normal(3.5, 0.15);
    Normal high = new Normal(4.5, 0.15);
    return Stream.of(
        new Wrong("N(4, .25)", narrow::density, random -> 4 + 0.25 * random.nextGaussian()),
        new Wrong("N(5, .5)", shifted::density, random -> 5 + 0.5 * random.nextGaussian()),
        new Wrong(
            "two modes",
            x -> (low.density(x) + high.density(x)) / 2,
            random -> (random.nextBoolean() ? 3.5 : 4.5) + 0.15 * random.nextGaussian()));
  }

  private static double divergence(DoubleUnaryOperator density) {
    double sum = 0;
    double width = 1e-4;
    for (double x = -4; x < 12; x += width) {
      double p = DATA.density(x);
      double q = density.applyAsDouble(x);
      double middle = (p + q) / 2;
      sum += p > 0 ? p * Math.log(p / middle) * width / 2 : 0;
      sum += q > 0 ? q * Math.log(q / middle) * width / 2 : 0;
    }
    return sum;
  }

  private static float[] draw(SplittableRandom random, Sampler sampler) {
    float[] samples = new float[SAMPLES];
    for (int i = 0; i < SAMPLES; i++) {
      samples[i] = (float) sampler.draw(random);
    }
    return samples;
  }

  private static double real(SplittableRandom random) {
    return 4 + 0.5 * random.nextGaussian();
  }

  private static double gap(Sampler generator, int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] real = draw(random, ReferenceDiscriminatorTest::real);
    return BestResponse.of(Features.of(real), Features.of(draw(random, generator))).gap();
  }

  @ParameterizedTest
  @MethodSource("wrongGenerators")
  void findsNineTenthsOfTheGapOfAWrongGenerator(Wrong wrong) {
    double analytic = divergence(wrong.density());
    for (int seed = 0; seed < SEEDS; seed++) {
      assertThat(gap(wrong.sampler(), seed))
          .as("%s, seed %s", wrong, seed)
          .isBetween(0.9 * analytic, 1.1 * analytic);
    }
  }

  @Test
  void findsNextToNothingWhereThereIsNothing() {
    for (int seed = 0; seed < SEEDS; seed++) {
      assertThat(gap(ReferenceDiscriminatorTest::real, seed)).isBetween(-0.003, 0.003);
    }
  }

  @Test
  void survivesACollapsedGenerator() {
    assertThat(gap(random -> 4, 1)).isGreaterThan(0.5 * Math.log(2));
  }

  @Test
  void refusesWhatIsNotFinite() {
    assertThatThrownBy(
            () -> ReferenceDiscriminator.fit(new float[] {1, Float.NaN}, new float[] {1, 2}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("A sample");
  }
}
