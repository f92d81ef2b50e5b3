// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.offset;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MomentsTest {

  @Test
  void byHand() {
    Moments moments = Moments.of(new float[] {0, 0, 0, 4});
    assertThat(moments.mean()).isEqualTo(1);
    assertThat(moments.standardDeviation()).isCloseTo(Math.sqrt(3), offset(1e-15));
    assertThat(moments.skewness()).isCloseTo(2 / Math.sqrt(3), offset(1e-15));
    assertThat(moments.kurtosis()).isCloseTo(7 / 3.0, offset(1e-15));
  }

  @Test
  void ofANormalAndAUniform() {
    Moments normal = Moments.of(Draws.exact(new Normal(4, 0.5), 1_000_000));
    assertThat(normal.mean()).isCloseTo(4, offset(1e-6));
    assertThat(normal.standardDeviation()).isCloseTo(0.5, offset(1e-5));
    assertThat(normal.skewness()).isCloseTo(0, offset(1e-5));
    assertThat(normal.kurtosis()).isCloseTo(3, offset(1e-3));

    Moments uniform = Moments.of(Draws.exact(new Uniform(1, 2), 100_000));
    assertThat(uniform.mean()).isCloseTo(1.5, offset(1e-7));
    assertThat(uniform.standardDeviation()).isCloseTo(1 / Math.sqrt(12), offset(1e-7));
    assertThat(uniform.kurtosis()).isCloseTo(1.8, offset(1e-6));
  }

  @Test
  void farFromZeroLosesNothing() {
    float[] samples = {1e7f, 1e7f + 1, 1e7f + 2};
    assertThat(Moments.of(samples).standardDeviation())
        .isCloseTo(Math.sqrt(2 / 3.0), offset(1e-12));
  }

  @Test
  void greatestFloatsDoNotOverflow() {
    Moments moments = Moments.of(new float[] {-Float.MAX_VALUE, Float.MAX_VALUE});
    assertThat(moments).isEqualTo(new Moments(0, Float.MAX_VALUE, 0, 1));
  }

  @Test
  void orderDoesNotMatterBeyondRounding() {
    SplittableRandom random = new SplittableRandom(3);
    float[] samples = Draws.sorted(new Normal(-1, 1), 1000, random);
    Moments sorted = Moments.of(samples);
    Moments shuffled = Moments.of(Draws.shuffled(samples, random));
    assertThat(shuffled.mean()).isCloseTo(sorted.mean(), offset(1e-13));
    assertThat(shuffled.standardDeviation()).isCloseTo(sorted.standardDeviation(), offset(1e-13));
    assertThat(shuffled.skewness()).isCloseTo(sorted.skewness(), offset(1e-12));
    assertThat(shuffled.kurtosis()).isCloseTo(sorted.kurtosis(), offset(1e-12));
  }

  @Test
  void equalSamplesHaveNoShape() {
    Moments moments = Moments.of(new float[] {.1f, .1f, .1f});
    assertThat(moments.mean()).isEqualTo(.1f);
    assertThat(moments.standardDeviation()).isZero();
    assertThat(moments.skewness()).isNaN();
    assertThat(moments.kurtosis()).isNaN();
  }

  @Test
  void nonFiniteSamplesMakeAllNaN() {
    Moments none = new Moments(Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    assertThat(Moments.of(new float[] {1, Float.NaN})).isEqualTo(none);
    assertThat(Moments.of(new float[] {1, Float.POSITIVE_INFINITY})).isEqualTo(none);
  }

  @Test
  void refusesAnEmptyArray() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Moments.of(new float[0]))
        .withMessage("The array 'samples' is empty; a figure needs at least one value");
  }
}
