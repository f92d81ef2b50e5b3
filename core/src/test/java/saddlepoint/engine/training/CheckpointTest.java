// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import saddlepoint.Golden;
import saddlepoint.Trials;
import saddlepoint.engine.Checkpoints;
import saddlepoint.engine.Cohort;
import saddlepoint.engine.Continuation;
import saddlepoint.engine.Engines;
import saddlepoint.engine.KeptGenerator;
import saddlepoint.engine.Outcome;
import saddlepoint.engine.Snapshot;
import saddlepoint.engine.TrialListener;
import saddlepoint.engine.TrialResult;
import saddlepoint.provenance.Provenance;
import saddlepoint.recipe.OptimizerKind;
import saddlepoint.recipe.Recipes;
import saddlepoint.recipe.UpdateOrder;
import saddlepoint.sweep.CheckpointInterval;
import saddlepoint.sweep.GeneratorChoice;
import saddlepoint.sweep.Recording;
import saddlepoint.sweep.Trial;
import saddlepoint.sweep.Vocabulary;

/** A training that is killed after a checkpoint goes on from it as if nothing had happened. */
class CheckpointTest {
  private static final int STEPS = 11;
  private static final int EVERY = 4;
  private static final int TRIALS = 3;
  private static final Recording RECORDING =
      new Recording(1, 3, Duration.ZERO, 2, Trials.EVERY_STEP.judging());

  private static List<Trial> trials(String recipe, String preset, Map<String, Object> more) {
    Map<String, Object> raw = new HashMap<>(Trials.small(recipe));
    raw.put("steps", STEPS);
    Vocabulary vocabulary = new Vocabulary(Recipes.get(recipe).preset(preset));
    if (vocabulary.names().contains("pretrain-steps")) {
      raw.put("pretrain-steps", 3);
    }
    boolean isOfSet = vocabulary.names().contains("data.rows");
    if (isOfSet) {
      // Epochs of three steps, each of whose generators is kept.
      raw.put("batch", 4);
      raw.put("data.rows", 12);
    }
    raw.putAll(more);
    Recording recording =
        new Recording(
            RECORDING.logEvery(),
            RECORDING.evaluateEvery(),
            RECORDING.timeout(),
            RECORDING.snapshotEvery(),
            RECORDING.judging(),
            isOfSet ? GeneratorChoice.EPOCHS : GeneratorChoice.FINAL);
    return IntStream.rangeClosed(1, TRIALS)
        .mapToObj(seed -> Trials.of(recipe, preset, seed, recording, raw))
        .toList();
  }

  private static MemoryCheckpoints everyFourSteps() {
    return new MemoryCheckpoints(CheckpointInterval.ofSteps(EVERY));
  }

  private static List<TrialResult> train(
      String engine, List<Trial> trials, Checkpoints checkpoints) {
    List<TrialResult> results = new ArrayList<>();
    Engines.get(engine).train(new Cohort(trials), results::add, checkpoints);
    return results;
  }

  /** Trains to the next checkpoint, and no further. */
  private static void trainAndKill(
      String engine, List<Trial> trials, MemoryCheckpoints checkpoints) {
    checkpoints.killAfterSaving(true);
    assertThatThrownBy(() -> train(engine, trials, checkpoints))
        .isInstanceOf(MemoryCheckpoints.KilledError.class);
    checkpoints.killAfterSaving(false);
  }

  /** All that is known of a trial's training but its times, as texts that show every bit. */
  private static List<String> bits(TrialResult result) {
    List<String> lines = new ArrayList<>();
    lines.add(result.trial().id() + " " + result.outcome() + " " + result.saturatedStep());
    lines.add(Arrays.toString(Trials.bits(result.history())));
    for (int row = 0; row < result.history().length(); row++) {
      lines.add(row + " " + result.history().evaluated(row));
    }
    for (Snapshot snapshot : result.snapshots()) {
      lines.add(snapshot.step() + Arrays.toString(snapshot.generator()));
      lines.add(snapshot.step() + Arrays.toString(snapshot.discriminator()));
    }
    boolean keeps = result.trial().recording().generators() != GeneratorChoice.NONE;
    if (keeps && result.outcome().kind() == Outcome.Kind.COMPLETED) {
      assertThat(result.generators()).isNotEmpty();
    }
    for (KeptGenerator generator : result.generators()) {
      lines.add(generator.step() + " kept " + Arrays.toString(generator.parameters()));
    }
    return lines;
  }

  /** As after a second Ctrl-C, whose checkpoint nobody had been waiting for. */
  @ParameterizedTest
  @ValueSource(strings = {"scalar", "lanes", "graph"})
  void whatIsGivenUpKeepsWhatItHasTrained(String engine) {
    List<Trial> trials = trials("gaussian", "original", Map.of("pretrain", "none"));
    List<TrialResult> undisturbed = train(engine, trials, Checkpoints.NONE);
    MemoryCheckpoints checkpoints =
        new MemoryCheckpoints(CheckpointInterval.ofTime(Duration.ofHours(1)));
    checkpoints.giveUpAfter(6);

    assertThatThrownBy(() -> train(engine, trials, checkpoints))
        .isInstanceOf(CancellationException.class);
    checkpoints.giveUpAfter(Integer.MAX_VALUE);
    List<TrialResult> result = train(engine, trials, checkpoints);

    assertThat(checkpoints.steps()).containsExactly(7);
    assertThat(result.get(0).continuation().step()).isEqualTo(7);
    for (int i = 0; i < result.size(); i++) {
      assertThat(bits(result.get(i))).isEqualTo(bits(undisturbed.get(i)));
    }
  }

  private static void assertGoesOn(String engine, List<Trial> trials) {
    List<TrialResult> undisturbed = train(engine, trials, Checkpoints.NONE);
    MemoryCheckpoints checkpoints = everyFourSteps();
    // Killed whenever there is another checkpoint; engines that train them apart go through them.
    trainAndKill(engine, trials, checkpoints);
    trainAndKill(engine, trials, checkpoints);
    List<TrialResult> result = train(engine, trials, checkpoints);

    assertThat(checkpoints.refusals()).isEmpty();
    assertThat(checkpoints.steps()).startsWith(EVERY, 2 * EVERY);
    assertThat(result.get(0).continuation().step()).isEqualTo(2 * EVERY);
    assertThat(result).hasSameSizeAs(undisturbed);
    for (int i = 0; i < result.size(); i++) {
      assertThat(bits(result.get(i)))
          .as("%s %s", engine, trials.get(i).cell().describe())
          .isEqualTo(bits(undisturbed.get(i)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"scalar", "lanes", "graph"})
  void everyPresetGoesOn(String engine) {
    for (Golden.Case preset : Golden.cases()) {
      List<Trial> trials = trials(preset.recipe(), preset.preset(), Map.of());
      if (Engines.get(engine).refusal(trials.get(0).gan()).isEmpty()) {
        assertGoesOn(engine, trials);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(UpdateOrder.class)
  void everyOrderAndOptimizerGoesOn(UpdateOrder order) {
    for (OptimizerKind optimizer : OptimizerKind.values()) {
      Map<String, Object> raw = new HashMap<>();
      raw.put("optimizer", optimizer.text());
      raw.put("update-order", order.text());
      raw.put("instance-noise", 0.2);
      raw.put("instance-noise-steps", 9);
      raw.put("label-flip", 0.2);
      raw.put("generator.average", 0.7);
      raw.put("decay", "staircase");
      raw.put("decay-steps", 4);
      raw.put("batch", 8);
      if (order == UpdateOrder.ALTERNATING || order == UpdateOrder.GENERATOR_FIRST) {
        raw.put("discriminator-steps", 3);
      }
      List<Trial> trials = trials("gaussian", "original", raw);
      for (String engine : List.of("scalar", "lanes", "graph")) {
        if (Engines.get(engine).refusal(trials.get(0).gan()).isEmpty()) {
          assertGoesOn(engine, trials);
        }
      }
    }
  }

  /** Those that have ended go with the others, whatever the numbers of their players are. */
  @ParameterizedTest
  @ValueSource(strings = {"lanes", "graph"})
  void aTrialThatHadDivergedStaysAsItWas(String engine) {
    List<Trial> trials = new ArrayList<>();
    for (double rate : new double[] {1e30, 0.01}) {
      trials.add(
          Trials.of(
              "curves",
              "original",
              1,
              RECORDING,
              Map.of(
                  "steps", STEPS, "pretrain", "none", "optimizer", "sgd", "learning-rate", rate)));
    }
    assertThat(train(engine, trials, Checkpoints.NONE))
        .extracting(result -> result.outcome().kind())
        .containsExactly(Outcome.Kind.DIVERGED, Outcome.Kind.COMPLETED);

    assertGoesOn(engine, trials);
  }

  @Test
  void aResultTellsWhereItWentOnAndWhatHadTrainedIt() {
    List<Trial> trials = trials("normal", "original", Map.of());
    assertThat(train("lanes", trials, everyFourSteps()))
        .extracting(TrialResult::continuation)
        .containsOnly(Continuation.NONE);
    MemoryCheckpoints checkpoints = everyFourSteps();
    trainAndKill("lanes", trials, checkpoints);
    trainAndKill("lanes", trials, checkpoints);

    Continuation continuation = train("lanes", trials, checkpoints).get(2).continuation();

    Provenance here = Provenance.here();
    assertThat(continuation)
        .isEqualTo(
            new Continuation(8, List.of(here.codeVersion() + ", jvm, cpu, " + here.processor())));
  }

  @Test
  void stepsThatAreDoneAreToldAtOnce() {
    List<Trial> trials = trials("normal", "original", Map.of("steps", 1000));
    MemoryCheckpoints checkpoints = new MemoryCheckpoints(CheckpointInterval.ofSteps(600));
    trainAndKill("lanes", trials, checkpoints);
    List<Long> told = new ArrayList<>();

    Engines.get("lanes")
        .train(
            new Cohort(trials),
            new TrialListener() {
              @Override
              public void advanced(long steps) {
                told.add(steps);
              }

              @Override
              public void ended(TrialResult result) {}
            },
            checkpoints);

    assertThat(told.get(0)).isEqualTo(TRIALS * 600L);
    assertThat(told.stream().mapToLong(Long::longValue).sum()).isLessThanOrEqualTo(3000);
  }

  /** A trial that is killed time and again must come to its time-out. */
  @Test
  void timeOfOtherProcessesCounts() {
    List<Trial> trials = trials("normal", "original", Map.of("steps", 1000));
    MemoryCheckpoints checkpoints = new MemoryCheckpoints(CheckpointInterval.ofSteps(500));
    checkpoints.killAfterSaving(true);
    TrialListener slow =
        new TrialListener() {
          @Override
          public void advanced(long steps) {
            try {
              TimeUnit.MILLISECONDS.sleep(20);
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }

          @Override
          public void ended(TrialResult result) {}
        };
    assertThatThrownBy(() -> Engines.get("lanes").train(new Cohort(trials), slow, checkpoints))
        .isInstanceOf(MemoryCheckpoints.KilledError.class);
    checkpoints.killAfterSaving(false);
    Recording hurried =
        new Recording(
            1, 3, Duration.ofMillis(20), 2, Trials.EVERY_STEP.judging(), GeneratorChoice.FINAL);

    List<TrialResult> results =
        train(
            "lanes",
            trials.stream()
                .map(
                    trial ->
                        Trials.of(
                            "normal",
                            "original",
                            trial.randomSeed(),
                            hurried,
                            Map.of("steps", 1000)))
                .toList(),
            checkpoints);

    assertThat(results).extracting(TrialResult::outcome).containsOnly(Outcome.timedOut(501));
    assertThat(results).allSatisfy(it -> assertThat(TRIALS * it.trainMillis()).isGreaterThan(20));
  }

  @Test
  void theClockTellsWhenOneIsDue() {
    List<Trial> trials = trials("normal", "original", Map.of("steps", 60));
    MemoryCheckpoints often = new MemoryCheckpoints(CheckpointInterval.ofTime(Duration.ofNanos(1)));
    MemoryCheckpoints seldom = new MemoryCheckpoints(CheckpointInterval.ofTime(Duration.ofDays(1)));
    MemoryCheckpoints never = new MemoryCheckpoints(CheckpointInterval.NONE);

    train("lanes", trials, often);
    train("lanes", trials, seldom);
    train("lanes", trials, never);

    assertThat(often.steps()).startsWith(1, 2, 3).hasSize(59);
    assertThat(seldom.steps()).isEmpty();
    assertThat(never.steps()).isEmpty();
  }

  @Test
  void noneIsKeptAfterTheLastStepNorOfTrialsThatHaveEnded() {
    MemoryCheckpoints everyStep = new MemoryCheckpoints(CheckpointInterval.ofSteps(1));
    train("scalar", trials("normal", "original", Map.of()).subList(0, 1), everyStep);
    assertThat(everyStep.steps()).hasSize(STEPS - 1).endsWith(STEPS - 1);

    MemoryCheckpoints diverged = new MemoryCheckpoints(CheckpointInterval.ofSteps(1));
    Map<String, Object> raw = Map.of("pretrain", "none", "optimizer", "sgd", "learning-rate", 1e30);
    List<TrialResult> results =
        train("scalar", trials("curves", "original", raw).subList(0, 1), diverged);
    int last = results.get(0).outcome().step();
    assertThat(diverged.steps()).hasSize(last);
  }

  @Test
  void aCheckpointOfAnythingElseIsRefused() throws IOException {
    List<Trial> trials = trials("normal", "original", Map.of());
    MemoryCheckpoints checkpoints = everyFourSteps();
    trainAndKill("lanes", trials, checkpoints);
    byte[] content = checkpoints.latest().values().iterator().next();
    CheckpointFormat own = new CheckpointFormat("lanes", trials);

    assertThat(checkpoints.latest()).containsOnlyKeys(own.training());
    assertThat(own.read(new ByteArrayInputStream(content)).turns()).isPositive();
    assertRefused(new CheckpointFormat("graph", trials), content, "is of another engine");
    assertRefused(
        new CheckpointFormat("lanes", trials.subList(0, 2)), content, "is of other trials");
    assertRefused(
        new CheckpointFormat("lanes", List.of(trials.get(1), trials.get(0), trials.get(2))),
        content,
        "is of other trials");
    Recording seldom = new Recording(2, 4, Duration.ZERO, 2, Trials.EVERY_STEP.judging());
    List<Trial> otherwise =
        trials.stream()
            .map(
                trial ->
                    Trials.of(
                        "normal", "original", trial.randomSeed(), seldom, Map.of("steps", STEPS)))
            .toList();
    assertThat(otherwise.get(0).id()).isEqualTo(trials.get(0).id());
    assertRefused(new CheckpointFormat("lanes", otherwise), content, "was recorded otherwise");
    assertRefused(own, new byte[0], "is no checkpoint");
    assertRefused(own, Arrays.copyOf(content, content.length + 1), "goes on behind its end");
    byte[] later = content.clone();
    later[2 + "saddlepoint checkpoint".length() + 3]++;
    assertRefused(own, later, "is of another format");
  }

  private static void assertRefused(CheckpointFormat format, byte[] content, String why) {
    assertThatThrownBy(() -> format.read(new ByteArrayInputStream(content)))
        .isInstanceOf(Checkpoints.UnfitException.class)
        .hasMessage(why);
  }
}
