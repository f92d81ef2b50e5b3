// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.offset;

import java.util.SplittableRandom;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.commons.math3.stat.descriptive.rank.Percentile.EstimationType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuantilesTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 12, 20, 21, 64, 201})
  void agreeWithPercentileOfTypeSeven(int n) {
    SplittableRandom random = new SplittableRandom(n);
    float[] sorted = Draws.sorted(new Normal(0, 3), n, random);
    float[] values = Draws.shuffled(sorted, random);
    Percentile reference = new Percentile().withEstimationType(EstimationType.R_7);
    double[] wide = new double[n];
    for (int i = 0; i < n; i++) {
      wide[i] = values[i];
    }
    reference.setData(wide);

    Quantiles quantiles = Quantiles.of(values);
    assertThat(quantiles.p05()).isCloseTo(reference.evaluate(5), offset(1e-12));
    assertThat(quantiles.p50()).isCloseTo(reference.evaluate(50), offset(1e-12));
    assertThat(quantiles.p95()).isCloseTo(reference.evaluate(95), offset(1e-12));
    for (double p = 0.01; p < 1; p += 0.01) {
      assertThat(Quantiles.at(sorted, p)).isCloseTo(reference.evaluate(100 * p), offset(1e-12));
    }
  }

  @Test
  void byHand() {
    assertThat(Quantiles.at(new float[] {1, 2, 4}, 0.75)).isEqualTo(3);
    assertThat(Quantiles.at(new float[] {1, 2, 4}, 0)).isEqualTo(1);
    assertThat(Quantiles.at(new float[] {1, 2, 4}, 1)).isEqualTo(4);
  }

  @Test
  void allWaysAgreeAndOnlyTheNamedOneSortsItsInput() {
    float[] values = {3, 1, 2, 5, 4};
    Quantiles expected = Quantiles.of(values);
    float[] scratch = {9, 9, 9, 9, 9, -9};

    assertThat(Quantiles.of(values, scratch)).isEqualTo(expected);
    assertThat(values).containsExactly(3, 1, 2, 5, 4);
    assertThat(scratch).containsExactly(1, 2, 3, 4, 5, -9);
    assertThat(Quantiles.ofSorting(values)).isEqualTo(expected);
    assertThat(values).containsExactly(1, 2, 3, 4, 5);
  }

  @Test
  void orderDoesNotMatter() {
    SplittableRandom random = new SplittableRandom(8);
    float[] values = Draws.sorted(new Uniform(0, 1), 100, random);
    assertThat(Quantiles.of(Draws.shuffled(values, random))).isEqualTo(Quantiles.of(values));
  }

  @Test
  void nonFiniteValues() {
    float infinite = Float.POSITIVE_INFINITY;
    Quantiles none = new Quantiles(Double.NaN, Double.NaN, Double.NaN);
    assertThat(Quantiles.of(new float[] {1, Float.NaN, 2})).isEqualTo(none);
    assertThat(Quantiles.of(new float[] {Float.NaN, 1, 2}, new float[3])).isEqualTo(none);
    assertThat(Quantiles.at(new float[] {1, Float.NaN}, 0)).isNaN();
    assertThat(Quantiles.of(new float[] {infinite, 0, -infinite}))
        .isEqualTo(new Quantiles(-infinite, 0, infinite));
    assertThat(Quantiles.at(new float[] {infinite, infinite}, 0.5)).isEqualTo(infinite);
    assertThat(Quantiles.at(new float[] {0, infinite}, 0)).isZero();
    assertThat(Quantiles.at(new float[] {-infinite, infinite}, 0.5)).isNaN();
  }

  @Test
  void messages() {
    float[] values = {1, 2};
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Quantiles.of(values, new float[1]))
        .withMessage("The scratch array holds 1 elements; 2 values need as many");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Quantiles.of(values, values))
        .withMessage(
            "The scratch array is the array of values; to sort it in place, call ofSorting");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Quantiles.of(new float[0]))
        .withMessage("The array 'values' is empty; a figure needs at least one value");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Quantiles.at(values, -0.1))
        .withMessage("The probability is -0.1; it must be in [0, 1]");
  }
}
