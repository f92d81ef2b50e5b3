// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.training;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.LongConsumer;
import saddlepoint.engine.Checkpoints;
import saddlepoint.engine.Continuation;
import saddlepoint.engine.Outcome;
import saddlepoint.engine.StepCount;
import saddlepoint.engine.TrialResult;
import saddlepoint.recipe.Gan;
import saddlepoint.sweep.Recording;
import saddlepoint.sweep.Trial;

/**
 * The loop around the moves of every engine: phases, logged steps, snapshots, evaluations, kept
 * generators, and how a trial ends. Used once, by one thread.
 */
public final class Training implements Rounds.Steps {
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double GIGABYTE = 1e9;

  /** What is recorded is in memory twice at least when it becomes a row. */
  private static final double SHARE_OF_HEAP = 0.4;

  private final Rounds rounds;
  private final List<TrialProgress> trials;
  private final Gan gan;
  private final Recording recording;
  private final StepCount count;
  private final Optional<KeptTraining> kept;
  private final long start = System.nanoTime();

  /** Nanoseconds that it took other processes. */
  private long before;

  private Training(
      Rounds rounds,
      List<TrialProgress> trials,
      LongConsumer advanced,
      Optional<KeptTraining> kept) {
    this.rounds = rounds;
    this.trials = List.copyOf(trials);
    this.kept = kept;
    gan = trials.get(0).trial().gan();
    recording = trials.get(0).trial().recording();
    count = new StepCount(advanced, gan, trials.size());
  }

  /**
   * Trains, keeping no checkpoints.
   *
   * @param trials of one shape, of which nothing is known yet; at least one
   * @param advanced takes the steps of all trials together since it was told last
   * @return how each ended, in their order; what the rounds throw is thrown on
   */
  public static List<TrialResult> run(
      Rounds rounds, List<TrialProgress> trials, LongConsumer advanced) {
    return new Training(rounds, trials, advanced, Optional.empty()).run();
  }

  /**
   * Trains on one machine, from the last checkpoint on if there is one.
   *
   * @param engine name of the one whose machine it is
   * @param trials those of the machine, in its order, of which nothing is known yet; at least one
   * @param advanced takes the steps of all trials together since it was told last
   * @param checkpoints of trainings that the same engine had begun
   * @return how each ended, in their order; what the machine throws is thrown on
   * @throws CancellationException if nobody waits for the training any more
   */
  public static List<TrialResult> run(
      String engine,
      Machine machine,
      List<TrialProgress> trials,
      LongConsumer advanced,
      Checkpoints checkpoints) {
    Trial any = trials.get(0).trial();
    Machine played = ToOptimum.where(any.gan(), any.recording(), machine, trials.size());
    MachineRounds rounds = new MachineRounds(played, any.gan(), any.recording(), trials);
    KeptTraining kept = new KeptTraining(checkpoints, engine, played, trials);
    return new Training(rounds, trials, advanced, Optional.of(kept)).run();
  }

  /** What outgrows the heap would end this JVM, and with it the trials of every other task. */
  private void requireRoom() {
    double needed =
        trials.stream().mapToDouble(it -> it.trial().recording().bytes(it.trial().gan())).sum();
    double free = SHARE_OF_HEAP * Runtime.getRuntime().maxMemory();
    if (needed > free) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "%s of %s would record %.1f GB of figures, samples, snapshots and generators, and this"
                  + " JVM has %.1f GB of heap for them; raise log-every, snapshot.every or"
                  + " evaluate-every, keep fewer generators, or give the JVM more",
              trials.size() == 1 ? "a trial" : "a cohort of " + trials.size() + " trials",
              trials.get(0).trial().cell().recipe(),
              needed / GIGABYTE,
              free / GIGABYTE));
    }
  }

  private List<TrialResult> run() {
    requireRoom();
    for (int index = 0; index < trials.size(); index++) {
      trials.get(index).meet(rounds.players(index, 0));
    }
    Optional<Checkpoint> last = kept.flatMap(KeptTraining::goOn);
    if (last.isPresent()) {
      before = last.get().nanos();
      tellDone(last.get().turns());
      run(Phase.GAME, last.get().turns());
    } else {
      for (Phase phase : Phase.values()) {
        rounds.forget();
        run(phase, 0);
      }
    }
    endAll(Outcome.completed(gan.steps() - 1));
    long evaluating = 0;
    for (TrialProgress trial : trials) {
      evaluating += trial.evaluating();
    }
    double training = (nanos() - evaluating) / NANOS_PER_MILLI / trials.size();
    Continuation continuation = kept.map(KeptTraining::continuation).orElse(Continuation.NONE);
    return trials.stream()
        .map(trial -> trial.result(training, rounds.device(), continuation))
        .toList();
  }

  /** Steps that were done before are told at once. */
  private void tellDone(long turns) {
    int training = training();
    if (training > 0) {
      count.tell(Schedule.of(gan).step(turns) - 1, training);
    }
  }

  /** Since the training began, in whichever process. */
  private long nanos() {
    return before + System.nanoTime() - start;
  }

  private void run(Phase phase, long done) {
    long turns = phase.turns(gan);
    for (long from = done; from < turns && training() > 0; ) {
      long to = rounds.end(phase, from);
      rounds.make(phase, from, to, this);
      from = to;
      boolean isLast = phase == Phase.GAME && from == turns;
      if (!isLast && isLate()) {
        endAll(Outcome.timedOut(phase == Phase.GAME ? Schedule.of(gan).step(from) : 0));
      } else if (!isLast) {
        endIfGivenUp(phase, from);
        if (phase == Phase.GAME) {
          keepIfDue(from);
        }
      }
    }
  }

  /** Pre-training is begun anew, so nothing of it is kept. */
  private void endIfGivenUp(Phase phase, long turns) {
    if (kept.isEmpty() || !kept.get().isGivenUp()) {
      return;
    }
    if (phase == Phase.GAME && kept.get().keeps()) {
      kept.get().keep(turns, nanos());
    }
    throw new CancellationException("nobody waits for the training any more");
  }

  private void keepIfDue(long turns) {
    if (kept.isPresent() && kept.get().isDue(turns) && training() > 0) {
      kept.get().keep(turns, nanos());
    }
  }

  private boolean isLate() {
    Duration timeout = recording.timeout();
    return !timeout.isZero() && nanos() > timeout.toNanos();
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
            .look(
                step,
                () -> rounds.snapshot(trial, step),
                () -> rounds.players(trial, step),
                () -> rounds.averaged(trial, step));
      }
    }
    // After the look: a trial that has diverged leaves no generator worth keeping.
    if (recording.keepsGenerator(step, gan)) {
      for (int index = 0; index < trials.size(); index++) {
        int trial = index;
        trials.get(trial).keepGenerator(() -> rounds.snapshot(trial, step));
      }
    }
    int training = training();
    if (training > 0 && count.isDue(step)) {
      count.tell(step, training);
    }
  }
}
