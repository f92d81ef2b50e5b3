// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.offset;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiscriminatorFiguresTest {
  private static final double MINUS_LOG_4 = -1.3862943611198906;

  @ParameterizedTest
  @CsvSource({
    "0, 1, 1, 1, .111421, -1.163451",
    "-1, 1, 0, 1, .111421, -1.163451",
    "4, .5, 4, 1, .092733, -1.200828",
    "4, .5, 0, 1, .681872, -.022551",
    "4, .5, 4, .1, .302798, -.780699"
  })
  void bestDiscriminatorScoresMinusLogFourPlusTwiceTheDivergence(
      double m1, double s1, double m2, double s2, double divergence, double score) {
    int n = 200_000;
    Normal data = new Normal(m1, s1);
    Normal generated = new Normal(m2, s2);
    float[] real = Draws.exact(data, n);
    float[] fake = Draws.exact(generated, n);
    float[] realLogits = new float[n];
    float[] fakeLogits = new float[n];
    float[] realProbabilities = new float[n];
    float[] fakeProbabilities = new float[n];
    for (int i = 0; i < n; i++) {
      realLogits[i] = (float) logRatio(data, generated, real[i]);
      fakeLogits[i] = (float) logRatio(data, generated, fake[i]);
      realProbabilities[i] = (float) best(data, generated, real[i]);
      fakeProbabilities[i] = (float) best(data, generated, fake[i]);
    }

    DiscriminatorFigures byLogits = DiscriminatorFigures.ofLogits(realLogits, fakeLogits);
    DiscriminatorFigures byProbabilities =
        DiscriminatorFigures.ofProbabilities(realProbabilities, fakeProbabilities);

    assertThat(byLogits.score()).isCloseTo(score, offset(2e-5));
    assertThat(byProbabilities.score()).isCloseTo(score, offset(2e-5));
    assertThat((byLogits.score() - MINUS_LOG_4) / 2).isCloseTo(divergence, offset(1e-5));
    // E_data D* + E_generated D* is the integral of the data's density.
    assertThat(byLogits.meanReal() + byLogits.meanFake()).isCloseTo(1, offset(1e-4));
    assertThat(byProbabilities.meanReal()).isCloseTo(byLogits.meanReal(), offset(1e-6));
    assertThat(byProbabilities.meanFake()).isCloseTo(byLogits.meanFake(), offset(1e-6));
    assertThat(byProbabilities.accuracyReal()).isCloseTo(byLogits.accuracyReal(), offset(1e-5));
  }

  private static double logRatio(Normal data, Normal generated, double x) {
    double a = (x - data.mean()) / data.standardDeviation();
    double b = (x - generated.mean()) / generated.standardDeviation();
    return (b * b - a * a) / 2 + Math.log(generated.standardDeviation() / data.standardDeviation());
  }

  private static double best(Normal data, Normal generated, double x) {
    return data.density(x) / (data.density(x) + generated.density(x));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 64, 12, 200})
  void constantHalfScoresMinusLogFourWhateverTheSamples(int n) {
    float[] half = new float[n];
    Arrays.fill(half, 0.5f);
    float[] zero = new float[n];

    for (DiscriminatorFigures figures :
        new DiscriminatorFigures[] {
          DiscriminatorFigures.ofProbabilities(half, half),
          DiscriminatorFigures.ofLogits(zero, zero)
        }) {
      assertThat(figures.score()).isCloseTo(MINUS_LOG_4, offset(1e-13));
      assertThat(figures.meanReal()).isEqualTo(0.5);
      assertThat(figures.meanFake()).isEqualTo(0.5);
      assertThat(figures.accuracyReal()).isEqualTo(0.5);
      assertThat(figures.accuracyFake()).isEqualTo(0.5);
    }
  }

  @Test
  void twoConstantHalvesAreExact() {
    float[] half = {0.5f, 0.5f};
    assertThat(DiscriminatorFigures.ofProbabilities(half, half).score()).isEqualTo(MINUS_LOG_4);
  }

  @Test
  void constantsScoreMostAtOneHalf() {
    for (float c = 1 / 64f; c < 1; c += 1 / 64f) {
      double score = DiscriminatorFigures.ofProbabilities(new float[] {c}, new float[] {c}).score();
      assertThat(score).isCloseTo(Math.log(c) + Math.log(1 - c), offset(1e-14));
      if (c != 0.5f) {
        assertThat(score).isLessThan(MINUS_LOG_4);
      }
    }
  }

  @Test
  void accuraciesCountTiesAsHalf() {
    DiscriminatorFigures figures =
        DiscriminatorFigures.ofProbabilities(
            new float[] {.9f, .6f, .5f, .1f, .8f}, new float[] {.2f, .5f, .5f, .7f});
    assertThat(figures.accuracyReal()).isEqualTo(0.7);
    assertThat(figures.accuracyFake()).isEqualTo(0.5);

    DiscriminatorFigures byLogits =
        DiscriminatorFigures.ofLogits(new float[] {1e-30f, 0, -1}, new float[] {-1e-30f, -3, 0, 1});
    assertThat(byLogits.accuracyReal()).isEqualTo(0.5);
    assertThat(byLogits.accuracyFake()).isEqualTo(0.625);
  }

  @Test
  void logitsStayExactWhereProbabilitiesSaturate() {
    DiscriminatorFigures figures =
        DiscriminatorFigures.ofLogits(new float[] {-1000, 40}, new float[] {1000, -40});
    assertThat(figures.score()).isCloseTo(-1000, offset(1e-9));
    assertThat(figures.meanReal()).isCloseTo(0.5, offset(1e-15));
    assertThat(DiscriminatorFigures.ofLogits(new float[] {40}, new float[] {-40}).score())
        .isCloseTo(-2 * Math.exp(-40), offset(1e-30));
  }

  @Test
  void publishedPairsOfTheUniformToNormalRecipe() {
    DiscriminatorFigures figures =
        DiscriminatorFigures.ofProbabilities(
            new float[] {.533f, .516f, .451f, .543f, .453f, .497f, .463f, .497f},
            new float[] {.441f, .516f, .441f, .568f, .441f, .552f, .574f, .538f});
    assertThat(figures.meanReal()).isCloseTo(.4941, offset(5e-5));
    assertThat(figures.meanFake()).isCloseTo(.5090, offset(2e-4));
    assertThat(figures.score()).isCloseTo(-1.4249, offset(1e-3));
  }

  @Test
  void leastSquaresScoreIsMinusItsLoss() {
    DiscriminatorFigures atEquilibrium =
        DiscriminatorFigures.ofLeastSquares(new float[] {.5f}, new float[] {.5f, .5f}, 1, 0);
    assertThat(atEquilibrium.score()).isEqualTo(-0.25);
    DiscriminatorFigures perfect =
        DiscriminatorFigures.ofLeastSquares(new float[] {1, 1}, new float[] {0}, 1, 0);
    assertThat(perfect).isEqualTo(new DiscriminatorFigures(1, 0, 1, 1, -0.0));
    assertThat(DiscriminatorFigures.ofLeastSquares(new float[] {3}, new float[] {-1}, 1, 0).score())
        .isEqualTo(-2.5);
  }

  @Test
  void orderDoesNotMatterBeyondRounding() {
    SplittableRandom random = new SplittableRandom(4);
    float[] real = Draws.sorted(new Uniform(0.01, 0.99), 500, random);
    float[] fake = Draws.sorted(new Uniform(0.01, 0.99), 300, random);
    DiscriminatorFigures sorted = DiscriminatorFigures.ofProbabilities(real, fake);
    DiscriminatorFigures shuffled =
        DiscriminatorFigures.ofProbabilities(
            Draws.shuffled(real, random), Draws.shuffled(fake, random));
    assertThat(shuffled.score()).isCloseTo(sorted.score(), offset(1e-12));
    assertThat(shuffled.meanReal()).isCloseTo(sorted.meanReal(), offset(1e-12));
    assertThat(shuffled.accuracyFake()).isEqualTo(sorted.accuracyFake());
  }

  @Test
  void nonFiniteValues() {
    float[] half = {.5f};
    DiscriminatorFigures realNaN =
        DiscriminatorFigures.ofProbabilities(new float[] {.5f, Float.NaN}, half);
    assertThat(realNaN.meanReal()).isNaN();
    assertThat(realNaN.accuracyReal()).isNaN();
    assertThat(realNaN.score()).isNaN();
    assertThat(realNaN.meanFake()).isEqualTo(0.5);
    assertThat(realNaN.accuracyFake()).isEqualTo(0.5);

    DiscriminatorFigures fakeNaN = DiscriminatorFigures.ofLogits(half, new float[] {Float.NaN});
    assertThat(fakeNaN.meanFake()).isNaN();
    assertThat(fakeNaN.accuracyFake()).isNaN();
    assertThat(fakeNaN.score()).isNaN();

    assertThat(DiscriminatorFigures.ofProbabilities(new float[] {0}, half).score())
        .isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(DiscriminatorFigures.ofProbabilities(half, new float[] {1}).score())
        .isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(DiscriminatorFigures.ofLogits(new float[] {Float.NEGATIVE_INFINITY}, half).score())
        .isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(
            DiscriminatorFigures.ofLogits(new float[] {Float.POSITIVE_INFINITY}, new float[1])
                .meanReal())
        .isEqualTo(1);
  }

  @Test
  void refusesEmptyArrays() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DiscriminatorFigures.ofLogits(new float[1], new float[0]))
        .withMessage("The array 'fake' is empty; a figure needs at least one value");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DiscriminatorFigures.ofProbabilities(new float[0], new float[1]))
        .withMessage("The array 'real' is empty; a figure needs at least one value");
  }
}
