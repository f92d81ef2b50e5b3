// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import saddlepoint.Trials;
import saddlepoint.engine.FinalFigures;
import saddlepoint.engine.History;
import saddlepoint.metric.Metric;
import saddlepoint.metric.Window;
import saddlepoint.random.Batches;
import saddlepoint.random.Stream;
import saddlepoint.recipe.Recipe;
import saddlepoint.recipe.Recipes;
import saddlepoint.sweep.Trial;

class LawEvaluationTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 9, 10, 51, 100, 1201})
  void areSpreadOverTheWindowAndEndWithTheLastStep(int logged) {
    Set<Integer> rows = new TreeSet<>();
    for (int row = 0; row < logged; row++) {
      if (LawEvaluation.index(row, logged).isPresent()) {
        rows.add(row);
      }
    }

    assertThat(rows).hasSize(Math.min(5, logged)).contains(logged - 1, Window.start(logged));
    assertThat(rows).allMatch(row -> row >= Window.start(logged));
  }

  private static List<String> recipes() {
    return Recipes.all().stream().map(Recipe::name).toList();
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void allDataButImagesHasFiveFiguresAndTheWorstIsFinal(String recipe) {
    Trial trial = Trials.of(recipe, steps(recipe));
    int count = trial.gan().judge().pixels().isPresent() ? 0 : 5;
    History history = Trials.train(trial).history();

    float[] divergences = history.values(Metric.DIVERGENCE_HIGH);
    int found = 0;
    double worst = Double.NaN;
    for (float divergence : divergences) {
      if (!Float.isNaN(divergence)) {
        found++;
        worst = Double.isNaN(worst) ? divergence : Math.max(worst, divergence);
      }
    }
    assertThat(found).isEqualTo(count);
    FinalFigures figures = FinalFigures.of(trial.gan(), history);
    if (count == 0) {
      assertThat(figures.get(Metric.DIVERGENCE_HIGH)).isEmpty();
    } else {
      assertThat(figures.get(Metric.DIVERGENCE_HIGH)).hasValue(worst);
      assertThat(figures.get(Metric.DIVERGENCE).orElseThrow())
          .isLessThanOrEqualTo(worst)
          .isPositive();
    }
  }

  private static Map<String, Object> steps(String recipe) {
    Map<String, Object> raw = new HashMap<>(Trials.small(recipe));
    raw.put("steps", 30);
    return raw;
  }

  /** Twelve slots of noise as in training are another law than independent noise. */
  @Test
  void aPlacedNoiseIsMeasuredOverItsWholeRange() {
    Trial trial = Trials.of("gaussian", Map.of("steps", 1));
    float[] noise = new float[16_000];
    new Batches(1).independentNoise(trial.gan().noise(), Stream.LAW_NOISE, 0, noise.length, noise);
    double range = trial.gan().noise().range();
    double sum = 0;
    double square = 0;
    for (float z : noise) {
      assertThat(z).isBetween((float) -range, (float) range);
      sum += z;
      square += z * z;
    }
    assertThat(sum / noise.length).isCloseTo(0, within(4 * range / Math.sqrt(3 * 16_000.0)));
    assertThat(square / noise.length).isCloseTo(range * range / 3, within(range * range / 50));
  }
}
