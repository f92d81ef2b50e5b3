// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import saddlepoint.Trials;
import saddlepoint.engine.reference.ReferencePlayers;
import saddlepoint.random.Batches;
import saddlepoint.recipe.Gan;
import saddlepoint.recipe.Recipe;
import saddlepoint.recipe.Recipes;
import saddlepoint.sweep.GeneratorChoice;
import saddlepoint.sweep.Recording;
import saddlepoint.sweep.Trial;
import saddlepoint.sweep.Vocabulary;

/** What every engine keeps of a generator is the generator, bit by bit. */
class KeptGeneratorTest {
  private static final int STEPS = 12;
  private static final int SNAPSHOT_EVERY = 3;

  static Stream<Engine> engines() {
    return Engines.all().stream();
  }

  @ParameterizedTest
  @MethodSource("engines")
  void theFinalOneIsThatOfTheLastSnapshot(Engine engine) {
    for (Recipe recipe : Recipes.all()) {
      Trial trial = trial(recipe.name(), GeneratorChoice.FINAL, Map.of());
      if (!engine.refusal(trial.gan()).isEmpty()) {
        continue;
      }
      TrialResult result = train(engine, trial);

      assertThat(result.generators())
          .as(recipe.name())
          .extracting(KeptGenerator::step)
          .containsExactly(STEPS - 1);
      Snapshot last = result.snapshots().get(result.snapshots().size() - 1);
      assertThat(last.step()).isEqualTo(STEPS - 1);
      assertThat(result.generators().get(0).parameters())
          .as(recipe.name())
          .isEqualTo(last.generator());
    }
  }

  /** D draws 16 of 40 rows a step: epochs end in the third step, the fifth, ... */
  @ParameterizedTest
  @MethodSource("engines")
  void thoseOfEpochsAreOfTheStepsInWhichTheyEnd(Engine engine) {
    Trial trial = trial("mnist-mlp", GeneratorChoice.EPOCHS, Map.of("data.rows", 40, "batch", 16));

    TrialResult result = train(engine, trial);

    assertThat(result.generators())
        .extracting(KeptGenerator::step)
        .containsExactly(2, 4, 7, 9, STEPS - 1);
    Snapshot ofAnEpoch = result.snapshots().get(3);
    assertThat(ofAnEpoch.step()).isEqualTo(9);
    assertThat(result.generators().get(3).parameters()).isEqualTo(ofAnEpoch.generator());
    assertThat(result.generators().get(2).parameters())
        .isNotEqualTo(result.generators().get(3).parameters());
  }

  @Test
  void noneIsKeptUnlessAskedForAndTrainingIsTheSame() {
    Trial without = trial("gaussian", GeneratorChoice.NONE, Map.of());
    Trial with = trial("gaussian", GeneratorChoice.FINAL, Map.of());

    assertThat(Trials.train(without).generators()).isEmpty();
    assertThat(with.id()).isEqualTo(without.id());
    assertThat(Trials.bits(Trials.train(with).history()))
        .isEqualTo(Trials.bits(Trials.train(without).history()));
  }

  @Test
  void aTrialThatDivergesLeavesNone() {
    Trial trial =
        trial(
            "gaussian",
            GeneratorChoice.FINAL,
            Map.of(
                "steps", 400,
                "pretrain", "none",
                "activation", "relu",
                "optimizer", "sgd",
                "learning-rate", 100.0,
                "loss", "least-squares"));

    TrialResult result = Trials.train(trial);

    assertThat(result.outcome().kind()).isEqualTo(Outcome.Kind.DIVERGED);
    assertThat(result.generators()).isEmpty();
  }

  @Test
  void aloneItGeneratesWhatBothPlayersGenerate() {
    for (Recipe recipe : Recipes.all()) {
      Trial trial = trial(recipe.name(), GeneratorChoice.FINAL, Map.of());
      Gan gan = trial.gan();
      TrialResult result = Trials.train(trial);
      int rows = 20;
      float[] noise = new float[rows * gan.noise().dimension()];
      int[] labels = new int[rows];
      new Batches(trial.randomSeed()).evaluationNoise(gan.noise(), rows, noise);
      for (int row = 0; row < rows && gan.source().hasLabels(); row++) {
        labels[row] = row % gan.source().classes();
      }

      float[] alone =
          ReferencePlayers.generator(gan, result.generators().get(0).parameters())
              .generate(noise, labels, rows);

      Snapshot last = result.snapshots().get(result.snapshots().size() - 1);
      assertThat(alone)
          .as(recipe.name())
          .isEqualTo(ReferencePlayers.of(gan, last).generate(noise, labels, rows));
    }
  }

  private static Trial trial(String recipe, GeneratorChoice generators, Map<String, Object> more) {
    Map<String, Object> raw = new HashMap<>(Trials.small(recipe));
    raw.put("steps", STEPS);
    raw.putAll(more);
    Recording recording =
        new Recording(1, 0, Duration.ZERO, SNAPSHOT_EVERY, Trials.EVERY_STEP.judging(), generators);
    String preset = Recipes.get(recipe).presets().get(0).name();
    if (new Vocabulary(Recipes.get(recipe).presets().get(0)).names().contains("epochs")) {
      raw.put("epochs", 0);
    }
    return Trials.of(recipe, preset, 3, recording, raw);
  }

  private static TrialResult train(Engine engine, Trial trial) {
    List<TrialResult> results = new ArrayList<>();
    engine.train(new Cohort(List.of(trial)), results::add);
    assertThat(results).hasSize(1);
    assertThat(results.get(0).outcome().message()).isEmpty();
    return results.get(0);
  }
}
