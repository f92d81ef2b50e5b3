// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import saddlepoint.Trials;
import saddlepoint.metric.Metric;
import saddlepoint.recipe.Recipe;
import saddlepoint.recipe.Recipes;
import saddlepoint.sweep.SweepReader;
import saddlepoint.sweep.Trial;

class ExaminationTest {
  private static final int HAVE_A_REFERENCE = 8;

  /** G is a function of uniform noise from -1 to 1; D a function of x. */
  private record Known(DoubleUnaryOperator generator, DoubleUnaryOperator discriminator)
      implements Players {
    @Override
    public float[] generate(float[] noise, int[] labels, int rows) {
      return map(generator, noise, rows);
    }

    @Override
    public float[] logits(float[] samples, int[] labels, int rows) {
      throw new UnsupportedOperationException("examinations ask for D's output alone");
    }

    @Override
    public float[] discriminate(float[] samples, int[] labels, int rows) {
      return map(discriminator, samples, rows);
    }

    private static float[] map(DoubleUnaryOperator function, float[] given, int rows) {
      float[] made = new float[rows];
      for (int i = 0; i < rows; i++) {
        made[i] = (float) function.applyAsDouble(given[i]);
      }
      return made;
    }
  }

  private static double logistic(double uniform) {
    double u = Math.min(Math.max((uniform + 1) / 2, 1e-6), 1 - 1e-6);
    return -1 + Math.log(u / (1 - u));
  }

  private static History examine(Players players, String... settings) {
    Trial trial =
        new SweepReader()
            .read("normal", java.util.List.of(settings))
            .plan("float32", 1)
            .trials()
            .get(0);
    History history = new History(1);
    history.add(0);
    history.set(Metric.D_REAL, 0.5f);
    history.set(Metric.D_FAKE, 0.5f);
    history.set(Metric.D_SCORE, (float) Math.log(0.25));
    new Examination(trial, trial.gan(), players).examine(history);
    return history;
  }

  @Test
  void aWrongGeneratorUnderAConstantDiscriminatorIsFound() {
    History history = examine(new Known(z -> -1 + 0.05 * z, x -> 0.5));
    assertThat(history.value(Metric.BEST_RESPONSE_GAP, 0)).isGreaterThan(0.4f);
    assertThat(history.value(Metric.CLASSIFIER_ACCURACY, 0)).isGreaterThan(0.9f);
    assertThat(history.value(Metric.CLASSIFIER_Z, 0)).isGreaterThan(100f);
    assertThat(history.value(Metric.REFERENCE_POWER, 0)).isBetween(0.9f, 1.1f);
    assertThat(history.value(Metric.OPTIMAL_D_DISTANCE, 0)).isGreaterThan(0.2f);
  }

  @Test
  void theGapIsOfTrialsInTheBandUnlessAskedOtherwise() {
    Players players = new Known(ExaminationTest::logistic, x -> 0.5);
    assertThat(examine(players).value(Metric.BEST_RESPONSE_GAP, 0)).isBetween(0.01f, 0.1f);
    assertThat(examine(players, "gap = none").value(Metric.BEST_RESPONSE_GAP, 0)).isNaN();
    String never = "verdict.score-tolerance = 0";
    assertThat(examine(players, never).value(Metric.BEST_RESPONSE_GAP, 0)).isNaN();
    assertThat(examine(players, never, "gap = all").value(Metric.BEST_RESPONSE_GAP, 0))
        .isEqualTo(examine(players).value(Metric.BEST_RESPONSE_GAP, 0));
  }

  @Test
  void samplesThatAreNotFiniteHaveNoSuchFigures() {
    History history = examine(new Known(z -> Double.NaN, x -> 0.5));
    assertThat(history.value(Metric.BEST_RESPONSE_GAP, 0)).isNaN();
    assertThat(history.value(Metric.OPTIMAL_D_DISTANCE, 0)).isNaN();
  }

  @Test
  void minibatchDiscriminationHasNoOptimalOutputOfASingleSample() {
    Players players = new Known(ExaminationTest::logistic, x -> 0.5);
    assertThat(examine(players, "minibatch = true").value(Metric.OPTIMAL_D_DISTANCE, 0)).isNaN();
  }

  @Test
  void everyReferenceDiscriminatorFindsNineTenthsOfAKnownGap() {
    int found = 0;
    for (Recipe recipe : Recipes.all()) {
      var data = Trials.of(recipe.name(), Map.of()).gan().judge();
      if (data.knownGap().isPresent()) {
        found++;
        assertThat(Examination.power(data).orElseThrow())
            .as(recipe.name())
            .isCloseTo(1, within(0.1));
      }
    }
    assertThat(found).as("recipes with a reference discriminator").isEqualTo(HAVE_A_REFERENCE);
  }
}
