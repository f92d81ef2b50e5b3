// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import saddlepoint.Trials;
import saddlepoint.engine.History;
import saddlepoint.engine.Outcome;
import saddlepoint.engine.Snapshot;
import saddlepoint.engine.TrialResult;
import saddlepoint.engine.scalar.DoubleTraining;
import saddlepoint.metric.Metric;
import saddlepoint.metric.VerdictLimits;
import saddlepoint.recipe.LossKind;
import saddlepoint.recipe.Preset;
import saddlepoint.recipe.Recipe;
import saddlepoint.recipe.Recipes;
import saddlepoint.sweep.ConfigurationException;
import saddlepoint.sweep.GapChoice;
import saddlepoint.sweep.JacobianChoice;
import saddlepoint.sweep.Judging;
import saddlepoint.sweep.Recording;
import saddlepoint.sweep.Trial;

/** The graph agrees with the specification, both in double precision, over the first steps. */
class GraphParityTest {
  private static final int STEPS = 50;
  private static final double TOLERANCE = 1e-4;
  private static final int PRESETS = 13;

  private static final Recording EVERY_STEP =
      new Recording(
          1,
          0,
          Duration.ZERO,
          STEPS - 1,
          new Judging(GapChoice.NONE, JacobianChoice.NONE, VerdictLimits.USUAL));

  /** A preset with some settings changed. */
  record Case(String recipe, String preset, Map<String, Object> raw) {
    Trial trial(int randomSeed) {
      Map<String, Object> all = new HashMap<>(raw);
      all.put("steps", STEPS);
      return Trials.of(recipe, preset, randomSeed, EVERY_STEP, all);
    }

    @Override
    public String toString() {
      return recipe + "/" + preset + " " + raw;
    }
  }

  /** Every preset with every loss. */
  static List<Case> presetsAndLosses() {
    List<Case> cases = new ArrayList<>();
    for (Recipe recipe : Recipes.all()) {
      for (Preset preset : recipe.presets()) {
        for (LossKind loss : LossKind.values()) {
          Map<String, Object> raw = new HashMap<>(Map.of("loss", loss.text()));
          raw.putAll(shortPretraining(recipe.name(), preset.name(), raw));
          cases.add(new Case(recipe.name(), preset.name(), raw));
        }
      }
    }
    return cases;
  }

  private static Map<String, Object> shortPretraining(
      String recipe, String preset, Map<String, Object> raw) {
    try {
      Map<String, Object> shorter = new HashMap<>(raw);
      shorter.put("pretrain-steps", STEPS);
      Trials.cell(recipe, preset, shorter);
      return Map.of("pretrain-steps", STEPS);
    } catch (IllegalArgumentException | ConfigurationException e) {
      return Map.of();
    }
  }

  @Test
  void everyPresetIsHereWithEveryLoss() {
    assertThat(presetsAndLosses()).hasSize(PRESETS * LossKind.values().length);
  }

  @ParameterizedTest
  @MethodSource("presetsAndLosses")
  void everyPresetAndLossAgrees(Case it) {
    assertAgrees(it);
  }

  private static void assertAgrees(Case it) {
    Trial trial = it.trial(1);
    TrialResult wanted = DoubleTraining.train(trial);
    TrialResult found = train(trial);

    History expected = wanted.history();
    History actual = found.history();
    assertThat(found.outcome().kind()).isEqualTo(wanted.outcome().kind());
    assertThat(found.saturatedStep()).isEqualTo(wanted.saturatedStep());
    // Figures are taken in single precision, where a training that explodes ends some steps sooner.
    boolean completed = wanted.outcome().kind() == Outcome.Kind.COMPLETED;
    int compared = completed ? expected.length() : actual.length() - 1;
    assertThat(compared).isGreaterThanOrEqualTo(completed ? STEPS : 5);
    for (Metric metric : Metric.values()) {
      if (metric.kind() == Metric.Kind.LOGGED) {
        for (int row = 0; row < compared; row++) {
          assertClose(metric, row, expected, actual);
        }
      }
    }
    if (!completed) {
      return;
    }
    Snapshot last = wanted.snapshots().get(wanted.snapshots().size() - 1);
    Snapshot ours = found.snapshots().get(found.snapshots().size() - 1);
    assertClose("generator", last.generator(), ours.generator());
    assertClose("discriminator", last.discriminator(), ours.discriminator());
  }

  private static void assertClose(String player, float[] expected, float[] actual) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) actual[i])
          .as("parameter %d of the %s", i, player)
          .isCloseTo(expected[i], within(TOLERANCE));
    }
  }

  private static void assertClose(Metric metric, int row, History expected, History actual) {
    double wanted = expected.value(metric, row);
    double found = actual.value(metric, row);
    if (Double.isNaN(wanted)) {
      assertThat(found).isNaN();
    } else {
      assertThat(found)
          .as("%s of step %d", metric, expected.steps()[row])
          .isCloseTo(wanted, within(TOLERANCE * Math.max(1, Math.abs(wanted))));
    }
  }

  private static TrialResult train(Trial trial) {
    Backend.require();
    List<TrialResult> results = new ArrayList<>();
    try (GraphTraining<double[]> training = new GraphTraining<>(Precision.DOUBLE, List.of(trial))) {
      training.train(results::add);
    }
    return results.get(0);
  }
}
