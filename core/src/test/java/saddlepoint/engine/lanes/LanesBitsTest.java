// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import saddlepoint.Trials;
import saddlepoint.engine.Cohort;
import saddlepoint.engine.TrialResult;
import saddlepoint.recipe.Preset;
import saddlepoint.recipe.Recipe;
import saddlepoint.recipe.Recipes;
import saddlepoint.sweep.Trial;

/** Lanes have the bits of scalar: alone, in company, and whatever the company is. */
class LanesBitsTest {
  private static final int PRESETS = 13;

  private static Stream<Arguments> presets() {
    List<Arguments> all = new ArrayList<>();
    for (Recipe recipe : Recipes.all()) {
      for (Preset preset : recipe.presets()) {
        all.add(Arguments.of(recipe.name(), preset.name()));
      }
    }
    return all.stream();
  }

  @Test
  void everyPresetIsHere() {
    assertThat(presets()).hasSize(PRESETS);
  }

  private static Map<String, TrialResult> train(List<Trial> trials) {
    Map<String, TrialResult> results = new HashMap<>();
    new LanesEngine().train(new Cohort(trials), result -> results.put(result.trial().id(), result));
    assertThat(results).hasSize(trials.size());
    return results;
  }

  private static void assertSame(TrialResult lanes, TrialResult scalar) {
    assertThat(lanes.outcome()).isEqualTo(scalar.outcome());
    assertThat(lanes.saturatedStep()).isEqualTo(scalar.saturatedStep());
    assertThat(Trials.hash(lanes.history())).isEqualTo(Trials.hash(scalar.history()));
    assertThat(Trials.bits(lanes.history())).isEqualTo(Trials.bits(scalar.history()));
  }

  @ParameterizedTest
  @MethodSource("presets")
  void aCohortHasTheBitsOfScalar(String recipe, String preset) {
    int steps = recipe.equals("ring") || recipe.equals("grid") ? 20 : 200;
    List<Trial> trials = new ArrayList<>();
    for (int seed = 1; seed <= 3; seed++) {
      trials.add(Trials.of(recipe, preset, seed, Trials.EVERY_STEP, Map.of("steps", steps)));
    }
    trials.add(
        Trials.of(
            recipe,
            preset,
            1,
            Trials.EVERY_STEP,
            Map.of("steps", steps, "learning-rate", 0.0125, "real-label", 0.9)));
    Map<String, TrialResult> together = train(trials);
    for (Trial trial : trials) {
      assertSame(together.get(trial.id()), Trials.train(trial));
    }
  }
}
