// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.training;

import java.time.Duration;
import java.util.List;
import java.util.function.LongConsumer;
import saddlepoint.engine.Outcome;
import saddlepoint.engine.StepCount;
import saddlepoint.engine.TrialResult;
import saddlepoint.recipe.Gan;
import saddlepoint.sweep.Recording;

/**
 * The loop around the moves of every engine: phases, logged steps, snapshots, evaluations, and how
 * a trial ends. Used once, by one thread.
 */
public final class Training implements Rounds.Steps {
  private static final double NANOS_PER_MILLI = 1e6;

  private final Rounds rounds;
  private final List<TrialProgress> trials;
  private final Gan gan;
  private final Recording recording;
  private final StepCount count;
  private final long start = System.nanoTime();

  private Training(Rounds rounds, List<TrialProgress> trials, LongConsumer advanced) {
    this.rounds = rounds;
    this.trials = List.copyOf(trials);
    gan = trials.get(0).trial().gan();
    recording = trials.get(0).trial().recording();
    count = new StepCount(advanced, gan, trials.size());
  }

  /**
   * Trains.
   *
   * @param trials of one shape, of which nothing is known yet; at least one
   * @param advanced takes the steps of all trials together since it was told last
   * @return how each ended, in their order; what the rounds throw is thrown on
   */
  public static List<TrialResult> run(
      Rounds rounds, List<TrialProgress> trials, LongConsumer advanced) {
    return new Training(rounds, trials, advanced).run();
  }

  private List<TrialResult> run() {
    for (Phase phase : Phase.values()) {
      run(phase);
    }
    endAll(Outcome.completed(gan.steps() - 1));
    long evaluating = 0;
    for (TrialProgress trial : trials) {
      evaluating += trial.evaluating();
    }
    double training = (System.nanoTime() - start - evaluating) / NANOS_PER_MILLI / trials.size();
    return trials.stream().map(trial -> trial.result(training, rounds.device())).toList();
  }

  private void run(Phase phase) {
    long turns = phase.turns(gan);
    rounds.forget();
    for (long from = 0; from < turns && training() > 0; ) {
      long to = rounds.end(phase, from);
      rounds.make(phase, from, to, this);
      from = to;
      boolean isLast = phase == Phase.GAME && from == turns;
      if (!isLast && isLate()) {
        endAll(Outcome.timedOut(phase == Phase.GAME ? (int) (from / (turns / gan.steps())) : 0));
      }
    }
  }

  private boolean isLate() {
    Duration timeout = recording.timeout();
    return !timeout.isZero() && System.nanoTime() - start > timeout.toNanos();
  }

  private void endAll(Outcome outcome) {
    for (TrialProgress trial : trials) {
      trial.end(outcome);
    }
  }

  /** Trials that have not ended. */
  private int training() {
    int training = 0;
    for (int i = 0; i < trials.size(); i++) {
      training += trials.get(i).trains() ? 1 : 0;
    }
    return training;
  }

  @Override
  public void begin(int step) {
    if (recording.logs(step, gan.steps())) {
      for (TrialProgress trial : trials) {
        trial.begin(step);
      }
    }
  }

  @Override
  public void end(int step) {
    boolean logged = recording.logs(step, gan.steps());
    if (logged) {
      trials.forEach(trial -> trial.show(step));
    }
    if (recording.keepsSnapshot(step, gan.steps())) {
      for (int index = 0; index < trials.size(); index++) {
        int trial = index;
        trials.get(trial).keep(() -> rounds.snapshot(trial, step));
      }
    }
    if (logged) {
      for (int index = 0; index < trials.size(); index++) {
        int trial = index;
        trials
            .get(trial)
            .look(step, () -> rounds.snapshot(trial, step), () -> rounds.players(trial, step));
      }
    }
    int training = training();
    if (training > 0 && count.isDue(step)) {
      count.tell(step, training);
    }
  }
}
