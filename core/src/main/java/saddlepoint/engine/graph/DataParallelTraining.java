// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.function.LongConsumer;
import saddlepoint.engine.Outcome;
import saddlepoint.engine.Snapshot;
import saddlepoint.engine.TrialResult;
import saddlepoint.engine.scalar.StepFigures;
import saddlepoint.engine.scalar.TrialProgress;
import saddlepoint.recipe.Gan;
import saddlepoint.recipe.Player;
import saddlepoint.sweep.Trial;

/**
 * Trains one GAN by several workers that are averaged after every round. Figures of a logged step
 * are those of all workers' rows together, its gradient norms the means of theirs; evaluations and
 * snapshots see the players as they were averaged last, which for the last step is after it. The
 * time is looked at after each round. Used once.
 */
public final class DataParallelTraining {
  private static final double NANOS_PER_MILLI = 1e6;

  private final Trial trial;
  private final Gan gan;
  private final Workers workers;
  private final TrialProgress progress;
  private final long start = System.nanoTime();

  /** D's figures of steps in which G has not moved yet. */
  private final Queue<List<WorkerFigures.OfDiscriminator>> moved = new ArrayDeque<>();

  private PlayerState state;

  /**
   * A training to come.
   *
   * @param trial whose training is data-parallel
   * @param workers as many as the trial wants
   * @throws IllegalStateException if ND4J, which evaluates here, cannot be used here
   */
  public DataParallelTraining(Trial trial, Workers workers) {
    Backend.require();
    this.trial = trial;
    this.workers = workers;
    gan = trial.gan();
    progress = new TrialProgress(trial, gan.whole());
    state = initial(gan, trial.randomSeed());
  }

  /**
   * Trains in this process.
   *
   * @param worker does the rounds of all workers, one after the other, and is closed
   */
  static TrialResult inProcess(Trial trial, DataParallelWorker<?> worker) {
    try (worker) {
      return new DataParallelTraining(trial, new LocalWorkers(trial, worker)).train();
    }
  }

  /** The players as a random seed begins with them. */
  static PlayerState initial(Gan gan, int randomSeed) {
    float[] generator = GraphNetwork.initial(gan.generator(), Player.GENERATOR, randomSeed);
    float[] discriminator =
        GraphNetwork.initial(gan.discriminator(), Player.DISCRIMINATOR, randomSeed);
    int states =
        GraphOptimizer.states(gan.generatorOptimizer()) * generator.length
            + GraphOptimizer.states(gan.discriminatorOptimizer()) * discriminator.length;
    double[] parameters = new double[generator.length + discriminator.length];
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = i < generator.length ? generator[i] : discriminator[i - generator.length];
    }
    return new PlayerState(parameters, new double[states]);
  }

  /** Both players after the last average. */
  PlayerState state() {
    return state;
  }

  /** Trains and returns how it ended; what the workers throw is thrown on. */
  public TrialResult train() {
    return train(steps -> {});
  }

  /** Trains while a listener hears of the steps. */
  public TrialResult train(LongConsumer listener) {
    for (Round.Phase phase : Round.Phase.values()) {
      state = state.forgotten();
      long updates = phase.updates(gan);
      for (long from = 0; from < updates && progress.trains(); ) {
        Round round = Round.from(gan, phase, from);
        from = round.to();
        Workers.Mean mean = workers.run(round, state);
        PlayerState before = state;
        state = mean.state();
        if (phase == Round.Phase.GAME) {
          look(round, mean.figures(), before);
          tell(round, listener);
        }
        boolean isLast = phase == Round.Phase.GAME && from == updates;
        if (!isLast && isLate()) {
          int steps = phase == Round.Phase.GAME ? (int) (from / Round.updatesPerStep(gan)) : 0;
          progress.end(Outcome.timedOut(steps));
        }
      }
    }
    progress.end(Outcome.completed(gan.steps() - 1));
    double training = (System.nanoTime() - start - progress.evaluating()) / NANOS_PER_MILLI;
    return progress.result(training);
  }

  private void tell(Round round, LongConsumer listener) {
    int each = Round.updatesPerStep(gan);
    long steps = round.to() / each - round.from() / each;
    if (steps > 0 && progress.trains()) {
      listener.accept(steps);
    }
  }

  private boolean isLate() {
    Duration timeout = trial.recording().timeout();
    return !timeout.isZero() && System.nanoTime() - start > timeout.toNanos();
  }

  /** Tells the steps that the round has completed. */
  private void look(Round round, List<WorkerFigures> figures, PlayerState before) {
    figures.stream()
        .mapToInt(WorkerFigures::saturatedStep)
        .filter(step -> step >= 0)
        .min()
        .ifPresent(progress::saturate);
    for (int row = 0; row < figures.get(0).ofDiscriminator().size(); row++) {
      int at = row;
      moved.add(figures.stream().map(own -> own.ofDiscriminator().get(at)).toList());
    }
    int each = Round.updatesPerStep(gan);
    int row = 0;
    for (int step = (int) (round.from() / each); step < round.to() / each; step++) {
      int now = step;
      PlayerState seen = (step + 1L) * each == round.to() ? state : before;
      boolean logged = trial.recording().logs(step, gan.steps());
      if (logged) {
        int at = row++;
        log(step, moved.remove(), figures.stream().map(own -> own.ofGenerator().get(at)).toList());
      }
      if (trial.recording().keepsSnapshot(step, gan.steps())) {
        progress.keep(() -> snapshot(now, seen));
      }
      if (logged) {
        progress.look(
            step,
            () -> snapshot(now, seen),
            () -> new GraphPlayers(gan.whole(), snapshot(now, seen)));
      }
    }
  }

  private void log(
      int step, List<WorkerFigures.OfDiscriminator> ofD, List<WorkerFigures.OfGenerator> ofG) {
    progress.begin(step);
    progress.logDiscriminator(
        together(ofD.stream().map(WorkerFigures.OfDiscriminator::real).toList()),
        together(ofD.stream().map(WorkerFigures.OfDiscriminator::fake).toList()),
        ofD.get(0).rate(),
        ofD.stream().mapToDouble(WorkerFigures.OfDiscriminator::norm).average().orElseThrow());
    StepFigures.Outputs fake = together(ofG.stream().map(WorkerFigures.OfGenerator::fake).toList());
    progress.logGenerator(
        fake.logits(),
        fake.outputs(),
        ofG.get(0).rate(),
        ofG.stream().mapToDouble(WorkerFigures.OfGenerator::norm).average().orElseThrow());
  }

  private static StepFigures.Outputs together(List<StepFigures.Outputs> parts) {
    return new StepFigures.Outputs(
        joined(parts.stream().map(StepFigures.Outputs::logits).toList()),
        joined(parts.stream().map(StepFigures.Outputs::outputs).toList()),
        joined(parts.stream().map(StepFigures.Outputs::targets).toList()));
  }

  private static float[] joined(List<float[]> parts) {
    float[] all = new float[parts.stream().mapToInt(part -> part.length).sum()];
    int at = 0;
    for (float[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }

  private Snapshot snapshot(int step, PlayerState of) {
    double[] parameters = of.parameters();
    int ofGenerator = gan.generator().parameters();
    return new Snapshot(
        step,
        Precision.SINGLE.of(Arrays.copyOfRange(parameters, 0, ofGenerator)),
        Precision.SINGLE.of(Arrays.copyOfRange(parameters, ofGenerator, parameters.length)));
  }
}
