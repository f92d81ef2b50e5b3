// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import saddlepoint.Golden;
import saddlepoint.KeyCases;
import saddlepoint.KeyValues;
import saddlepoint.Trials;
import saddlepoint.engine.Cohort;
import saddlepoint.engine.Cohorts;
import saddlepoint.engine.Outcome;
import saddlepoint.engine.TrialResult;
import saddlepoint.recipe.Recipe;
import saddlepoint.recipe.Recipes;
import saddlepoint.sweep.Recording;
import saddlepoint.sweep.Trial;

/**
 * Every value of every key of every recipe has the bits of scalar, in the company that sweeps give
 * it: whatever differs in numbers alone is trained together.
 */
class LanesKeysTest {
  private static final Recording RECORDING =
      new Recording(1, 0, Duration.ZERO, 3, Trials.EVERY_STEP.judging());

  static List<Recipe> recipes() {
    Set<String> trained =
        LanesKinds.presets().stream().map(Golden.Case::recipe).collect(Collectors.toSet());
    return Recipes.all().stream().filter(recipe -> trained.contains(recipe.name())).toList();
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void everyValueHasTheBitsOfScalar(Recipe recipe) {
    Map<String, Trial> trials = new LinkedHashMap<>();
    for (KeyCases.Case one : KeyCases.of(recipe)) {
      Map<String, Object> base = one.base();
      for (Object value : KeyValues.of(one.key())) {
        Map<String, Object> raw = new HashMap<>(base);
        raw.put(one.key().name(), value);
        String preset = recipe.presets().get(0).name();
        Trial trial = Trials.of(recipe.name(), preset, 1, RECORDING, raw);
        if (new LanesEngine().refusal(trial.gan()).isEmpty()) {
          trials.put(trial.id(), trial);
        }
      }
    }
    List<Cohort> cohorts = Cohorts.of(trials.values(), new LanesEngine().cohortSize());
    assertThat(cohorts).as("cohorts in company").anyMatch(cohort -> cohort.trials().size() > 8);
    assertThat(cohorts).as("cohorts of shapes").hasSizeGreaterThan(8);

    Map<Trial, TrialResult> lanes = new ConcurrentHashMap<>();
    Map<Trial, TrialResult> scalar = new ConcurrentHashMap<>();
    cohorts.parallelStream()
        .forEach(
            cohort -> {
              Map<String, TrialResult> together = LaneBits.train(cohort.trials());
              cohort.trials().forEach(trial -> lanes.put(trial, together.get(trial.id())));
            });
    trials.values().parallelStream().forEach(trial -> scalar.put(trial, Trials.train(trial)));

    SoftAssertions softly = new SoftAssertions();
    for (Trial trial : trials.values()) {
      assertThat(scalar.get(trial).outcome().kind()).isEqualTo(Outcome.Kind.COMPLETED);
      LaneBits.assertSame(softly, lanes.get(trial), scalar.get(trial));
    }
    softly.assertAll();
  }
}
