// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import saddlepoint.Trials;
import saddlepoint.engine.Cohort;
import saddlepoint.engine.Outcome;
import saddlepoint.engine.TrialResult;
import saddlepoint.metric.VerdictLimits;
import saddlepoint.recipe.Recipes;
import saddlepoint.sweep.GapChoice;
import saddlepoint.sweep.JacobianChoice;
import saddlepoint.sweep.Judging;
import saddlepoint.sweep.Recording;
import saddlepoint.sweep.Trial;

/** A lane has the bits of scalar whoever trains beside it, and ends as scalar ends. */
class LanesCompanyTest {
  private static final int STEPS = 12;

  /** Nothing bounds its losses, so too large a learning rate exceeds what a float holds. */
  private static final Map<String, Object> UNBOUNDED =
      Map.of("loss", "least-squares", "pretrain", "none");

  private static final Map<String, Object> DIVERGING =
      Map.of("loss", "least-squares", "pretrain", "none", "learning-rate", 1e3);

  @Test
  void aloneInCompanyAndInAnotherOrder() {
    List<Trial> trials = gaussians(16, Trials.EVERY_STEP, Map.of());
    LaneBits.expectScalar(trials);

    Map<String, TrialResult> together = LaneBits.train(trials);
    List<Trial> reversed = new ArrayList<>(trials);
    Collections.reverse(reversed);
    Map<String, TrialResult> otherwise = LaneBits.train(reversed);
    List<Trial> rotated = new ArrayList<>(trials);
    Collections.rotate(rotated, 5);
    Map<String, TrialResult> moved = LaneBits.train(rotated);
    for (Trial trial : trials) {
      TrialResult inCompany = together.get(trial.id());
      LaneBits.assertSame(LaneBits.train(List.of(trial)).get(trial.id()), inCompany);
      LaneBits.assertSame(otherwise.get(trial.id()), inCompany);
      LaneBits.assertSame(moved.get(trial.id()), inCompany);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 15, 16, 17})
  void cohortsNeedNotBeFull(int size) {
    LaneBits.expectScalar(gaussians(size, Trials.EVERY_STEP, Map.of()));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 7, 15})
  void aDivergingNeighbourEndsAtItsStepAndLeavesTheOthersAlone(int lane) {
    for (int logEvery : new int[] {1, 5}) {
      List<Trial> trials = gaussians(16, recording(logEvery, 0, 3), UNBOUNDED);
      Trial diverging = gaussian(99, recording(logEvery, 0, 3), DIVERGING);
      trials.set(lane, diverging);

      TrialResult result = LaneBits.train(trials).get(diverging.id());

      assertThat(result.outcome().kind()).isEqualTo(Outcome.Kind.DIVERGED);
      assertThat(result.outcome().step()).isBetween(1, STEPS - 2);
      LaneBits.expectScalar(trials);
    }
  }

  @Test
  void aCohortMayDivergeAsOne() {
    List<Trial> trials =
        List.of(
            gaussian(1, Trials.EVERY_STEP, DIVERGING), gaussian(2, Trials.EVERY_STEP, DIVERGING));
    assertThat(LaneBits.train(trials).values())
        .allMatch(result -> result.outcome().kind() == Outcome.Kind.DIVERGED);
    LaneBits.expectScalar(trials);
  }

  @Test
  void evaluatesOnTheWayAndKeepsSnapshots() {
    LaneBits.expectScalar(gaussians(5, recording(2, 4, 5), Map.of()));
    LaneBits.expectScalar(gaussians(3, recording(5, 5, 0), Map.of()));
    LaneBits.expectScalar(gaussians(3, recording(100, 0, 1), Map.of()));
  }

  @Test
  void judgesAsScalarDoes() {
    Recording judged =
        new Recording(
            1,
            0,
            Duration.ZERO,
            0,
            new Judging(GapChoice.ALL, JacobianChoice.ALL, VerdictLimits.USUAL));
    LaneBits.expectScalar(gaussians(2, judged, Map.of("hidden", List.of(2))));
    LaneBits.expectScalar(of("dirac", 2, judged, Map.of()));
  }

  @Test
  void lossesDifferInShapeAndInNumbers() {
    for (String loss : List.of("non-saturating", "minimax", "least-squares")) {
      List<Trial> trials = gaussians(3, Trials.EVERY_STEP, Map.of("loss", loss));
      trials.addAll(gaussians(4, 3, Trials.EVERY_STEP, Map.of("loss", loss, "real-label", 0.9)));
      trials.addAll(
          gaussians(
              7, 3, Trials.EVERY_STEP, Map.of("loss", loss, "real-label", 0.8, "fake-label", 0.1)));
      trials.addAll(gaussians(10, 3, Trials.EVERY_STEP, Map.of("loss", loss, "label-flip", 0.3)));
      LaneBits.expectScalar(trials);
    }
  }

  @Test
  void floorsDifferInNumbers() {
    List<Trial> trials = new ArrayList<>();
    for (double floor : new double[] {0, 1e-3, 0.4, 0}) {
      trials.add(
          gaussian(
              1 + trials.size(),
              Trials.EVERY_STEP,
              Map.of("discriminator.output", "sigmoid", "probability-floor", floor)));
    }
    LaneBits.expectScalar(trials);
  }

  @Test
  void notesWhenProbabilitiesSaturate() {
    List<Trial> trials = new ArrayList<>();
    for (double rate : new double[] {0.001, 3, 30, 300, 0.1}) {
      trials.add(
          gaussian(
              1 + trials.size(),
              Trials.EVERY_STEP,
              Map.of(
                  "learning-rate",
                  rate,
                  "optimizer",
                  "sgd",
                  "loss",
                  "minimax",
                  "discriminator.output",
                  "sigmoid",
                  "probability-floor",
                  0)));
    }
    assertThat(LaneBits.train(trials).values())
        .extracting(TrialResult::saturatedStep)
        .contains(-1)
        .anyMatch(step -> step > 0);
    LaneBits.expectScalar(trials);
  }

  private static final List<String> ORDERS =
      List.of("alternating", "simultaneous", "d-then-g", "g-then-d", "extragradient");

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 9, 31, 100})
  void batchesNeedNotBeWholeBlocksOfRows(int batch) {
    for (String order : ORDERS) {
      for (String minibatch : List.of("true", "false")) {
        Map<String, Object> raw = new HashMap<>();
        raw.put("batch", batch);
        // A layer of this width lets few rows stay near, so that batches come in several blocks.
        raw.put("hidden", List.of(128, 5));
        raw.put("update-order", order);
        raw.put("minibatch", minibatch);
        raw.put("label-flip", 0.2);
        raw.put("instance-noise", 0.1);
        raw.put("weight-decay", 0.1);
        raw.put("pretrain-steps", 3);
        raw.put("steps", 4);
        LaneBits.expectScalar(gaussians(2, Trials.EVERY_STEP, raw));
      }
    }
    LaneBits.expectScalar(
        of("curves-conditional", 2, Trials.EVERY_STEP, Map.of("batch", batch, "steps", 2)));
  }

  @Test
  void instanceNoiseFadesInSomeLanesAndIsNoneInOthers() {
    for (int fading : new int[] {0, 5}) {
      List<Trial> trials =
          gaussians(
              3, Trials.EVERY_STEP, Map.of("instance-noise", 0.3, "instance-noise-steps", fading));
      trials.addAll(
          gaussians(
              4,
              3,
              Trials.EVERY_STEP,
              Map.of("instance-noise", 1.5, "instance-noise-steps", fading)));
      trials.addAll(gaussians(7, 2, Trials.EVERY_STEP, Map.of("instance-noise-steps", fading)));
      LaneBits.expectScalar(trials);
    }
  }

  @Test
  void labelsAreEachLanesOwn() {
    LaneBits.expectScalar(
        of(
            "curves-conditional",
            5,
            Trials.EVERY_STEP,
            Map.of("steps", 4, "instance-noise", 0.2, "label-flip", 0.2)));
    LaneBits.expectScalar(
        of(
            "curves-conditional",
            3,
            Trials.EVERY_STEP,
            Map.of("steps", 4, "pretrain", "both", "pretrain-steps", 3)));
  }

  @Test
  void timeIsUpAfterTheFirstStepOrBeforeIt() {
    Recording none = new Recording(1, 0, Duration.ofNanos(1), 1, Trials.EVERY_STEP.judging());
    LaneBits.expectScalar(gaussians(3, none, Map.of()));
    LaneBits.expectScalar(gaussians(3, none, Map.of("pretrain", "both", "pretrain-steps", 3)));
    LaneBits.expectScalar(gaussians(3, none, Map.of("steps", 1)));
  }

  @Test
  void whatIsLeftOfATimedOutTrialIsTheBeginOfScalars() {
    Recording soon = new Recording(1, 0, Duration.ofMillis(200), 0, Trials.EVERY_STEP.judging());
    Map<String, Object> endless = new HashMap<>(UNBOUNDED);
    endless.put("steps", 50_000);
    List<Trial> trials = gaussians(4, soon, endless);
    endless.putAll(DIVERGING);
    Trial diverging = gaussian(9, soon, endless);
    trials.add(diverging);

    Map<String, TrialResult> results = LaneBits.train(trials);

    LaneBits.assertSame(results.get(diverging.id()), Trials.train(diverging));
    for (Trial trial : trials.subList(0, 4)) {
      TrialResult late = results.get(trial.id());
      assertThat(late.outcome().kind()).isEqualTo(Outcome.Kind.TIMED_OUT);
      assertThat(late.history().length()).isEqualTo(late.outcome().step()).isPositive();
      int steps = Math.min(late.outcome().step(), 300);
      Map<String, Object> raw = numbers(trial.randomSeed(), UNBOUNDED);
      raw.put("steps", steps);
      TrialResult scalar = Trials.train(gaussian(trial.randomSeed(), Trials.EVERY_STEP, raw));
      if (steps == late.outcome().step()) {
        LaneBits.assertBegins(scalar.history(), late.history());
      } else {
        LaneBits.assertBegins(late.history(), scalar.history());
      }
    }
  }

  /** The attempt is given up at ever later steps, by the same thread that tries again. */
  @Test
  void anotherAttemptAfterAnInterruptedOneHasTheSameBits() {
    List<Trial> trials = gaussians(16, Trials.EVERY_STEP, Map.of());
    Map<String, TrialResult> undisturbed = LaneBits.train(trials);
    for (Duration timeout : List.of(Duration.ofNanos(1), Duration.ofMillis(3))) {
      Recording soon = new Recording(1, 0, timeout, 1, Trials.EVERY_STEP.judging());
      Map<String, TrialResult> first = LaneBits.train(gaussians(16, soon, Map.of("steps", 20_000)));
      assertThat(first.values())
          .allMatch(result -> result.outcome().kind() == Outcome.Kind.TIMED_OUT);

      assertSame(LaneBits.train(trials), undisturbed);
      assertSame(LaneBits.train(trials.subList(5, 6)), undisturbed);
      assertSame(LaneBits.train(trials.subList(3, 12)), undisturbed);
    }
  }

  @Test
  void anotherAttemptAfterAFailedOneHasTheSameBits() {
    List<Trial> trials = gaussians(16, Trials.EVERY_STEP, Map.of());
    Map<String, TrialResult> undisturbed = LaneBits.train(trials);
    for (int failing : new int[] {0, 7, 15}) {
      Map<String, TrialResult> told = new HashMap<>();
      assertThatThrownBy(
              () ->
                  new LanesEngine()
                      .train(
                          new Cohort(trials),
                          result -> {
                            if (told.size() == failing) {
                              throw new IllegalStateException("fault at " + failing);
                            }
                            told.put(result.trial().id(), result);
                          }))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("fault at " + failing);
      assertThat(told).hasSize(failing);
      assertSame(told, undisturbed);

      // As a task does it: who was not heard of is trained alone.
      for (Trial trial : trials) {
        if (!told.containsKey(trial.id())) {
          assertSame(LaneBits.train(List.of(trial)), undisturbed);
        }
      }
      assertSame(LaneBits.train(trials), undisturbed);
    }
  }

  private static void assertSame(
      Map<String, TrialResult> some, Map<String, TrialResult> undisturbed) {
    some.forEach((id, result) -> LaneBits.assertSame(result, undisturbed.get(id)));
  }

  @Test
  @Timeout(120)
  void twoThreadsTrainDifferentCohortsAtOnce() throws Exception {
    List<Callable<Void>> both = new ArrayList<>();
    CyclicBarrier start = new CyclicBarrier(2);
    for (int thread = 0; thread < 2; thread++) {
      int first = 1 + 100 * thread;
      String recipe = thread == 0 ? "gaussian" : "normal";
      both.add(
          () -> {
            start.await();
            for (int round = 0; round < 5; round++) {
              LaneBits.expectScalar(
                  gaussians(first + 20 * round, 16, Trials.EVERY_STEP, Map.of("steps", 40)));
              LaneBits.expectScalar(of(recipe, 2, Trials.EVERY_STEP, Map.of("steps", 10)));
            }
            return null;
          });
    }
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      for (Future<Void> future : threads.invokeAll(both)) {
        future.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static Recording recording(int logEvery, int evaluateEvery, int snapshotEvery) {
    return new Recording(
        logEvery, evaluateEvery, Duration.ZERO, snapshotEvery, Trials.EVERY_STEP.judging());
  }

  private static List<Trial> gaussians(int size, Recording recording, Map<String, Object> raw) {
    return gaussians(1, size, recording, raw);
  }

  /** Trials that differ in random seeds and in numbers. */
  private static List<Trial> gaussians(
      int firstSeed, int size, Recording recording, Map<String, Object> raw) {
    List<Trial> trials = new ArrayList<>();
    for (int seed = firstSeed; seed < firstSeed + size; seed++) {
      trials.add(gaussian(seed, recording, numbers(seed, raw)));
    }
    return trials;
  }

  private static Map<String, Object> numbers(int seed, Map<String, Object> raw) {
    Map<String, Object> all = new HashMap<>(raw);
    all.put("learning-rate", 0.002 * seed);
    all.put("data-mean", 0.25 * seed);
    return all;
  }

  private static Trial gaussian(int seed, Recording recording, Map<String, Object> raw) {
    Map<String, Object> all = new HashMap<>(Map.of("steps", STEPS));
    all.putAll(raw);
    return Trials.of("gaussian", "original", seed, recording, all);
  }

  private static List<Trial> of(
      String recipe, int size, Recording recording, Map<String, Object> raw) {
    String preset = Recipes.get(recipe).presets().get(0).name();
    List<Trial> trials = new ArrayList<>();
    for (int seed = 1; seed <= size; seed++) {
      trials.add(Trials.of(recipe, preset, seed, recording, raw));
    }
    return trials;
  }
}
