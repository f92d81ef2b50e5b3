// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.profiler.OpProfiler;
import org.nd4j.linalg.profiler.ProfilerConfig;
import saddlepoint.engine.Cohorts;
import saddlepoint.engine.Outcome;
import saddlepoint.engine.TrialResult;
import saddlepoint.engine.graph.device.Backend;
import saddlepoint.engine.graph.device.Precision;
import saddlepoint.engine.training.MachineRounds;
import saddlepoint.engine.training.Phase;
import saddlepoint.engine.training.Rounds;
import saddlepoint.engine.training.TrialProgress;
import saddlepoint.recipe.Gan;
import saddlepoint.sweep.Trial;

/** Many trials at once are each what it is alone, and take no more operations than one. */
class FusedTrialsTest {
  private static final int TRIALS = 16;
  private static final double TOLERANCE = 1e-4;

  static List<PresetCase> presets() {
    return PresetCase.presets();
  }

  @AfterEach
  void stopCounting() {
    Nd4j.getExecutioner().setProfilingConfig(ProfilerConfig.builder().build());
    OpProfiler.getInstance().reset();
  }

  @ParameterizedTest
  @MethodSource("presets")
  void everyTrialIsWhatItIsAlone(PresetCase preset) {
    List<Trial> trials = new ArrayList<>();
    for (int member = 0; member < TRIALS; member++) {
      trials.add(member(preset, member));
    }
    assertThat(Cohorts.of(trials, TRIALS)).as("cohorts").hasSize(1);

    Map<String, TrialResult> together = GraphRuns.fused(Precision.DOUBLE, trials);

    for (int member : new int[] {0, 1, 7, 14, 15}) {
      Trial trial = trials.get(member);
      TrialResult alone = GraphRuns.alone(Precision.DOUBLE, trial);
      GraphRuns.Difference figures = GraphRuns.ofFigures(together.get(trial.id()), alone);
      assertThat(figures.most()).as("%d: %s", member, figures.where()).isLessThan(TOLERANCE);
      GraphRuns.Difference parameters = GraphRuns.ofParameters(together.get(trial.id()), alone);
      assertThat(parameters.most()).as("%d: %s", member, parameters).isLessThan(TOLERANCE);
    }
  }

  /** Members differ in the random seed and, all but every third, in numbers too. */
  private static Trial member(PresetCase preset, int member) {
    Map<String, Object> raw = new HashMap<>(Map.of("steps", 20));
    if (member % 3 != 0) {
      raw.put("learning-rate", 0.0005 * (1 + member % 10));
    }
    return preset.with(raw).trial(1 + member);
  }

  /** Counted by ND4J itself. */
  @ParameterizedTest
  @MethodSource("presets")
  void operationsOfAStepDoNotDependOnTheTrials(PresetCase preset) {
    Map<Integer, Long> ofAStep = new TreeMap<>();
    for (int count : new int[] {1, 5, 16}) {
      long few = operations(preset.with(Map.of("steps", 10)), count);
      long more = operations(preset.with(Map.of("steps", 20)), count);
      ofAStep.put(count, (more - few) / 10);
      assertThat((more - few) % 10).isZero();
    }
    assertThat(ofAStep.get(1)).isBetween(5L, 400L);
    assertThat(ofAStep.get(5)).isEqualTo(ofAStep.get(1));
    assertThat(ofAStep.get(16)).isEqualTo(ofAStep.get(1));
  }

  private static long operations(PresetCase preset, int count) {
    List<Trial> trials = new ArrayList<>();
    for (int member = 0; member < count; member++) {
      trials.add(preset.trial(1 + member));
    }
    Backend.require();
    Nd4j.getExecutioner()
        .setProfilingConfig(ProfilerConfig.builder().checkElapsedTime(true).build());
    try (GraphMachine<float[]> training =
        GraphMachine.of(Precision.SINGLE, trials, Long.MAX_VALUE)) {
      Gan gan = trials.get(0).gan();
      List<TrialProgress> progress = trials.stream().map(TrialProgress::new).toList();
      MachineRounds rounds = new MachineRounds(training, gan, trials.get(0).recording(), progress);
      OpProfiler.getInstance().reset();
      rounds.make(Phase.GAME, 0, Phase.GAME.turns(gan), logging(trials.get(0), progress));
      return OpProfiler.getInstance().getInvocationsCount();
    }
  }

  /** Evaluates nothing: what that takes depends on the trials. */
  private static Rounds.Steps logging(Trial any, List<TrialProgress> progress) {
    return new Rounds.Steps() {
      @Override
      public void begin(int step) {
        if (any.recording().logs(step, any.gan().steps())) {
          progress.forEach(it -> it.begin(step));
        }
      }

      @Override
      public void end(int step) {}
    };
  }

  @Test
  void aTrialThatExplodesLeavesTheOthersAlone() {
    PresetCase curves = PresetCase.presets().get(0);
    Trial sound = curves.trial(1);
    Trial explodes = curves.with(Map.of("learning-rate", 1e30)).trial(2);

    Map<String, TrialResult> together = GraphRuns.fused(Precision.SINGLE, List.of(explodes, sound));

    assertThat(together.get(explodes.id()).outcome().kind()).isEqualTo(Outcome.Kind.DIVERGED);
    GraphRuns.Difference figures =
        GraphRuns.ofFigures(together.get(sound.id()), GraphRuns.alone(Precision.SINGLE, sound));
    assertThat(figures.most()).as(figures.where()).isLessThan(TOLERANCE);
  }
}
