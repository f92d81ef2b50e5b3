// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.commons.math3.special.Erf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WassersteinTest {
  private static final int MANY = 100_000;

  @ParameterizedTest
  @CsvSource({
    "0, 1, 1, 1, 1.000000",
    "-1, 1, 0, 1, 1.000000",
    "4, .5, 4, 1, .398942",
    "4, .5, 0, 1, 4.000000",
    "4, .5, 4, .1, .319154"
  })
  void betweenNormals(double m1, double s1, double m2, double s2, double expected) {
    float[] second = Draws.exact(new Normal(m2, s2), MANY);
    assertThat(Wasserstein.distance(second, new Normal(m1, s1)))
        .isCloseTo(expected, offset(1e-4))
        .isCloseTo(closedForm(m1 - m2, s1 - s2), offset(1e-4));
    assertThat(Wasserstein.distance(Draws.exact(new Normal(m1, s1), MANY), second))
        .isCloseTo(expected, offset(1e-4));
  }

  @Test
  void betweenNormalsThatDifferInBoth() {
    assertThat(Wasserstein.distance(Draws.exact(new Normal(1, 2), MANY), new Normal(0.2, 1)))
        .isCloseTo(closedForm(0.8, 1), offset(1e-4));
  }

  /** E|dm + ds Z| for a standard normal Z. */
  private static double closedForm(double dm, double ds) {
    double m = Math.abs(dm);
    double s = Math.abs(ds);
    if (s == 0) {
      return m;
    }
    return s * Math.sqrt(2 / Math.PI) * Math.exp(-m * m / (2 * s * s))
        + m * Erf.erf(m / (s * Math.sqrt(2)));
  }

  @Test
  void shiftedUniformIsAsFarAsTheShift() {
    for (double shift : new double[] {0.25, 1, 7}) {
      float[] samples = Draws.exact(new Uniform(shift, shift + 1), 1000);
      assertThat(Wasserstein.distance(samples, new Uniform(0, 1))).isCloseTo(shift, offset(1e-6));
    }
  }

  @Test
  void fromPointIsMeanAbsoluteDifference() {
    assertThat(Wasserstein.distance(new float[] {-1, 0, 4}, new Point(1))).isEqualTo(2);
    assertThat(Wasserstein.distance(new float[] {1, 1}, new Point(1))).isZero();
  }

  @Test
  void smallSamplesByHand() {
    assertThat(Wasserstein.distance(new float[] {0, 1}, new Uniform(0, 1))).isEqualTo(0.25);
    assertThat(Wasserstein.distance(new float[] {0, 3}, new float[] {1, 1})).isEqualTo(1.5);
    assertThat(Wasserstein.distance(new float[] {2}, new Normal(5, 1))).isEqualTo(3);
  }

  @Test
  void floorOfNormalBySimulation() {
    assertFloor(new Normal(4, 0.5), 1000, 600);
  }

  @Test
  void floorOfUniformBySimulation() {
    assertFloor(new Uniform(1, 2), 1000, 600);
  }

  /** The distance of one sample has a deviation of about 40 %, so 600 of them give 2 %. */
  private static void assertFloor(Distribution distribution, int n, int repetitions) {
    SplittableRandom random = new SplittableRandom(20240607);
    double sum = 0;
    double sumOfPairs = 0;
    for (int i = 0; i < repetitions; i++) {
      float[] samples = Draws.sorted(distribution, n, random);
      sum += Wasserstein.distance(samples, distribution);
      sumOfPairs += Wasserstein.distance(samples, Draws.sorted(distribution, n, random));
    }
    double floor = distribution.wassersteinFloor(n);
    assertThat(sum / repetitions).isCloseTo(floor, withinPercentage(5));
    assertThat(sumOfPairs / repetitions).isCloseTo(floor * Math.sqrt(2), withinPercentage(5));
  }

  @Test
  void orderOfDrawsDoesNotMatterOnceSorted() {
    SplittableRandom random = new SplittableRandom(5);
    float[] samples = Draws.sorted(new Normal(0, 1), 501, random);
    float[] shuffled = Draws.shuffled(samples, random);
    Arrays.sort(shuffled);
    assertThat(Wasserstein.distance(shuffled, new Normal(1, 2)))
        .isEqualTo(Wasserstein.distance(samples, new Normal(1, 2)));
  }

  @Test
  void keptTableGivesTheSameBits() {
    float[] samples = Draws.sorted(new Normal(0, 1), 777, new SplittableRandom(6));
    for (Distribution distribution :
        new Distribution[] {new Normal(1, 2), new Uniform(-3, 1), new Point(2)}) {
      QuantileTable table = QuantileTable.of(distribution, 777);
      assertThat(Wasserstein.distance(samples, table))
          .isEqualTo(Wasserstein.distance(samples, distribution));
      for (int i : new int[] {0, 388, 776}) {
        assertThat(table.get(i)).isCloseTo(distribution.quantile((i + 0.5) / 777), offset(1e-12));
      }
    }
  }

  @Test
  void cacheStaysSmallAndRightUnderThreads() {
    IntStream.range(0, 2000)
        .parallel()
        .forEach(
            i -> {
              int n = 1 + i % 200;
              QuantileTable table = QuantileTable.of(new Normal(0, 1), n);
              assertThat(table.get(n - 1))
                  .isCloseTo(new Normal(0, 1).quantile((n - 0.5) / n), offset(1e-12));
            });
    assertThat(QuantileTable.cachedTables()).isBetween(1, 16);
  }

  @Test
  void nonFiniteSamples() {
    Normal normal = new Normal(0, 1);
    float infinite = Float.POSITIVE_INFINITY;
    assertThat(Wasserstein.distance(new float[] {0, Float.NaN}, normal)).isNaN();
    assertThat(Wasserstein.distance(new float[] {0, Float.NaN}, new Uniform(0, 1))).isNaN();
    assertThat(Wasserstein.distance(new float[] {0, infinite}, normal)).isInfinite();
    assertThat(Wasserstein.distance(new float[] {-infinite, infinite, Float.NaN}, normal)).isNaN();
    assertThat(Wasserstein.distance(new float[] {0, Float.NaN}, new float[] {0, 1})).isNaN();
    assertThat(Wasserstein.distance(new float[] {0, infinite}, new float[] {0, 1})).isInfinite();
    assertThat(Wasserstein.distance(new float[] {0, infinite}, new float[] {0, infinite})).isNaN();
  }

  @Test
  void refusesWhatWouldGiveAWrongDistance() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Wasserstein.distance(new float[] {0, 2, 1}, new Normal(0, 1)))
        .withMessage(
            "The array 'sortedSamples' is not ascending: element 1 is 2.0 and element 2 is 1.0;"
                + " call Arrays.sort on it first");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Wasserstein.distance(new float[] {2, 1}, new Uniform(0, 1)))
        .withMessageContaining("'sortedSamples' is not ascending");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Wasserstein.distance(new float[] {1, 2}, new float[] {2, 1}))
        .withMessageContaining("'sortedSecond' is not ascending");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Wasserstein.distance(new float[0], new Normal(0, 1)))
        .withMessage("The array 'sortedSamples' is empty; a figure needs at least one value");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Wasserstein.distance(new float[3], new float[4]))
        .withMessage(
            "The arrays 'sortedFirst' and 'sortedSecond' hold 3 and 4 values;"
                + " they must be of one length");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Wasserstein.distance(new float[3], QuantileTable.of(new Normal(0, 1), 4)))
        .withMessageContaining("hold 3 and 4 values");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> QuantileTable.of(new Normal(0, 1), 0))
        .withMessage("The number of samples is 0; it must be at least 1");
  }
}
