// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.offset;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KolmogorovSmirnovDistanceTest {
  private static final int MANY = 100_000;

  @ParameterizedTest
  @CsvSource({
    "0, 1, 1, 1, .382925",
    "-1, 1, 0, 1, .382925",
    "4, .5, 4, 1, .161337",
    "4, .5, 0, 1, .992804",
    "4, .5, 4, .1, .323558"
  })
  void betweenNormals(double m1, double s1, double m2, double s2, double expected) {
    float[] second = Draws.exact(new Normal(m2, s2), MANY);
    assertThat(KolmogorovSmirnov.distance(second, new Normal(m1, s1)))
        .isCloseTo(expected, offset(2e-5));
    assertThat(KolmogorovSmirnov.distance(Draws.exact(new Normal(m1, s1), MANY), second))
        .isCloseTo(expected, offset(3e-5));
  }

  @Test
  void equalDeviationsInClosedForm() {
    for (double shift : new double[] {0.1, 0.5, 2}) {
      float[] samples = Draws.exact(new Normal(shift, 0.5), MANY);
      double expected = 2 * new Normal(0, 1).cumulative(shift / (2 * 0.5)) - 1;
      assertThat(KolmogorovSmirnov.distance(samples, new Normal(0, 0.5)))
          .isCloseTo(expected, offset(2e-5));
    }
  }

  @Test
  void agreesWithCommonsMath() {
    SplittableRandom random = new SplittableRandom(11);
    float[] first = Draws.sorted(new Normal(0, 1), 300, random);
    float[] second = Draws.sorted(new Normal(0.2, 1.3), 170, random);
    KolmogorovSmirnovTest reference = new KolmogorovSmirnovTest();
    assertThat(KolmogorovSmirnov.distance(first, new Normal(0, 1)))
        .isCloseTo(
            reference.kolmogorovSmirnovStatistic(new NormalDistribution(null, 0, 1), wide(first)),
            offset(1e-12));
    assertThat(KolmogorovSmirnov.distance(first, second))
        .isCloseTo(reference.kolmogorovSmirnovStatistic(wide(first), wide(second)), offset(1e-12));
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "0, .01", "0, 20", "3, 1", "-60, .5", "60, .5", ".02, 1", "-8.5, .1"})
  void isTheLargestOfAllDifferences(double mean, double deviation) {
    SplittableRandom random = new SplittableRandom(17);
    for (Distribution known :
        new Distribution[] {new Normal(0, 1), new Uniform(-1, 1.5), new Point(mean)}) {
      for (int count : new int[] {1, 2, 3, 1000, 4001}) {
        float[] samples = Draws.sorted(new Normal(mean, deviation), count, random);
        if (count > 2) {
          Arrays.fill(samples, count / 3, count / 2, samples[count / 3]);
        }
        assertThat(KolmogorovSmirnov.distance(samples, known))
            .as("%d samples against %s", count, known)
            .isEqualTo(largest(samples, known));
      }
    }
  }

  private static double largest(float[] sorted, Distribution known) {
    int n = sorted.length;
    double largest = 0;
    for (int i = 0; i < n; i++) {
      double below =
          known instanceof Point
              ? known.cumulative(Math.nextDown((double) sorted[i]))
              : known.cumulative(sorted[i]);
      largest = Math.max(largest, (i + 1.0) / n - known.cumulative(sorted[i]));
      largest = Math.max(largest, below - (double) i / n);
    }
    return largest;
  }

  private static double[] wide(float[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }

  @Test
  void perfectSampleIsHalfAStepAway() {
    float[] perfect = {.125f, .375f, .625f, .875f};
    assertThat(KolmogorovSmirnov.distance(perfect, new Uniform(0, 1))).isEqualTo(0.125);
  }

  @Test
  void tiesCountAsOneJump() {
    assertThat(KolmogorovSmirnov.distance(new float[] {.5f, .5f, .5f}, new Uniform(0, 1)))
        .isEqualTo(0.5);
    assertThat(KolmogorovSmirnov.distance(new float[] {1, 1, 2}, new float[] {1, 2, 2}))
        .isCloseTo(1 / 3.0, offset(1e-15));
    assertThat(KolmogorovSmirnov.distance(new float[] {1, 1, 1}, new float[] {1})).isZero();
    assertThat(KolmogorovSmirnov.distance(new float[] {-0f, 0f}, new float[] {0f, 0f})).isZero();
  }

  @Test
  void ofAPointCountsOnlyWhatMissesIt() {
    Point point = new Point(1);
    assertThat(KolmogorovSmirnov.distance(new float[] {1, 1}, point)).isZero();
    assertThat(KolmogorovSmirnov.distance(new float[] {1, 1, 1, 2}, point)).isEqualTo(0.25);
    assertThat(KolmogorovSmirnov.distance(new float[] {0, 1, 1, 1}, point)).isEqualTo(0.25);
    assertThat(KolmogorovSmirnov.distance(new float[] {2, 3}, point)).isEqualTo(1);
  }

  @Test
  void criticalValueIsExceededInFivePercent() {
    SplittableRandom random = new SplittableRandom(77);
    Normal normal = new Normal(-1, 1);
    int repetitions = 4000;
    int n = 400;
    int one = 0;
    int two = 0;
    for (int i = 0; i < repetitions; i++) {
      float[] first = Draws.sorted(normal, n, random);
      if (KolmogorovSmirnov.distance(first, normal) > KolmogorovSmirnov.criticalValue(n)) {
        one++;
      }
      float[] second = Draws.sorted(normal, n / 2, random);
      if (KolmogorovSmirnov.distance(first, second) > KolmogorovSmirnov.criticalValue(n, n / 2)) {
        two++;
      }
    }
    assertThat((double) one / repetitions).isCloseTo(0.05, offset(0.012));
    assertThat((double) two / repetitions).isCloseTo(0.05, offset(0.012));
    assertThat(KolmogorovSmirnov.criticalValue(100)).isCloseTo(.1358, offset(1e-12));
    assertThat(KolmogorovSmirnov.criticalValue(100, 100)).isCloseTo(.19205, offset(1e-5));
  }

  @Test
  void orderOfDrawsDoesNotMatterOnceSorted() {
    SplittableRandom random = new SplittableRandom(5);
    float[] samples = Draws.sorted(new Normal(0, 1), 501, random);
    float[] shuffled = Draws.shuffled(samples, random);
    Arrays.sort(shuffled);
    assertThat(KolmogorovSmirnov.distance(shuffled, new Normal(1, 2)))
        .isEqualTo(KolmogorovSmirnov.distance(samples, new Normal(1, 2)));
  }

  @Test
  void nonFiniteSamples() {
    Uniform uniform = new Uniform(0, 1);
    assertThat(KolmogorovSmirnov.distance(new float[] {0, Float.NaN}, uniform)).isNaN();
    assertThat(KolmogorovSmirnov.distance(new float[] {0, Float.NaN}, new float[] {0})).isNaN();
    assertThat(KolmogorovSmirnov.distance(new float[] {0}, new float[] {0, Float.NaN})).isNaN();
    assertThat(KolmogorovSmirnov.distance(new float[] {0.5f, Float.POSITIVE_INFINITY}, uniform))
        .isEqualTo(0.5);
  }

  @Test
  void refusesUnsortedAndEmptyArrays() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KolmogorovSmirnov.distance(new float[] {1, 0}, new Normal(0, 1)))
        .withMessageContaining("'sortedSamples' is not ascending: element 0 is 1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KolmogorovSmirnov.distance(new float[] {1}, new float[] {1, 0}))
        .withMessageContaining("'sortedSecond' is not ascending");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KolmogorovSmirnov.distance(new float[] {1}, new float[0]))
        .withMessage("The array 'sortedSecond' is empty; a figure needs at least one value");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KolmogorovSmirnov.criticalValue(10, 0))
        .withMessage("The number of samples is 0; it must be at least 1");
  }
}
