// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import saddlepoint.engine.Checkpoints;
import saddlepoint.engine.Cohort;
import saddlepoint.engine.Cohorts;
import saddlepoint.engine.Device;
import saddlepoint.engine.Engine;
import saddlepoint.engine.History;
import saddlepoint.engine.Outcome;
import saddlepoint.engine.TrialListener;
import saddlepoint.engine.TrialResult;
import saddlepoint.recipe.Gan;
import saddlepoint.sweep.SweepReader;
import saddlepoint.sweep.Trial;

class CalibrationTest {
  @Test
  void theLongestGoFirst() {
    assertThat(Calibration.makespan(List.of(1.0, 2.0, 3.0, 4.0), 2)).isEqualTo(5);
    assertThat(Calibration.makespan(List.of(1.0, 9.0, 1.0), 2)).isEqualTo(9);
    assertThat(Calibration.makespan(List.of(1.0, 2.0), 1)).isEqualTo(3);
  }

  /** An engine whose times are known: each cohort's steps and each trial's evaluations. */
  @Test
  void findsTheTimesOfAnEngine() {
    Clockwork clockwork = new Clockwork();
    List<Trial> trials = new ArrayList<>(trials("seeds = 20", "steps = 5000", "hidden = 4"));
    trials.addAll(trials("seeds = 3", "steps = 1000", "hidden = 40", "gap = all"));
    trials.addAll(trials("seeds = 1", "evaluate-every = 100", "log-every = 100"));
    List<List<Trial>> byShape = Cohorts.byShape(trials);

    Calibration.Forecast forecast = new Calibration(clockwork).forecast(byShape, 1);

    double expected = 0;
    for (List<Trial> alike : byShape) {
      Trial trial = alike.get(0);
      int regular =
          trial.recording().evaluateEvery() == 0
              ? 0
              : (trial.gan().steps() - 2) / trial.recording().evaluateEvery() + 1;
      double gap = trial.recording().judging().gap().name().equals("ALL") ? 1 : 0.2;
      int cohorts = (alike.size() - 1) / Clockwork.COHORT + 1;
      expected +=
          cohorts * trial.gan().work() * Clockwork.SECONDS_OF_WORK
              + alike.size() * (Clockwork.EVALUATION * (1 + regular) + gap * Clockwork.GAP);
    }
    assertThat(forecast.seconds()).isCloseTo(expected, Offset.offset(expected * 1e-6));
    assertThat(forecast.startSeconds()).isCloseTo(0, Offset.offset(1e-6));
    assertThat(forecast.measured()).isEqualTo(3);
  }

  @Test
  void measuresSomeOfManyShapes() {
    List<Trial> trials = new ArrayList<>();
    for (int hidden = 1; hidden <= 30; hidden++) {
      trials.addAll(trials("hidden = " + hidden, "pretrain = none", "gap = none"));
    }
    double work = trials.stream().mapToDouble(trial -> trial.gan().work()).sum();

    Calibration.Forecast forecast =
        new Calibration(new Clockwork()).forecast(Cohorts.byShape(trials), 1);

    double expected = work * Clockwork.SECONDS_OF_WORK + 30 * Clockwork.EVALUATION;
    assertThat(forecast.measured()).isEqualTo(24);
    assertThat(forecast.seconds()).isCloseTo(expected, Offset.offset(expected * 1e-6));
  }

  private static List<Trial> trials(String... settings) {
    return new SweepReader().read("gaussian", List.of(settings)).plan("float32", 1).trials();
  }

  /** Tells times that are exact, without taking them. */
  private static final class Clockwork implements Engine {
    private static final int COHORT = 16;
    private static final double SECONDS_OF_WORK = 1e-9;
    private static final double EVALUATION = 0.01;
    private static final double GAP = 0.05;

    @Override
    public String name() {
      return "clockwork";
    }

    @Override
    public String arithmetic() {
      return "float32";
    }

    @Override
    public int cohortSize() {
      return COHORT;
    }

    @Override
    public String refusal(Gan gan) {
      return "";
    }

    @Override
    public void train(Cohort cohort, TrialListener listener, Checkpoints checkpoints) {
      for (Trial trial : cohort.trials()) {
        Gan gan = trial.gan();
        boolean isStopped = !trial.recording().timeout().isZero();
        int steps = isStopped ? 10 : gan.steps();
        int every = trial.recording().evaluateEvery();
        int evaluations = isStopped ? 0 : 1 + (every == 0 ? 0 : (gan.steps() - 2) / every + 1);
        boolean hasGap = !isStopped && trial.recording().judging().gap().name().equals("ALL");
        listener.ended(
            new TrialResult(
                trial,
                isStopped ? Outcome.timedOut(steps) : Outcome.completed(steps - 1),
                new History(0),
                List.of(),
                -1,
                1000 * steps * gan.multiplyAddsPerStep() * SECONDS_OF_WORK / cohort.trials().size(),
                1000 * (evaluations * EVALUATION + (hasGap ? GAP : 0)),
                Device.JVM));
      }
    }
  }
}
