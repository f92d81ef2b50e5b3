// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
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
  private PlayerState state;

  /**
   * A training to come.
   *
   * @param trial whose training is data-parallel
   * @param workers as many as the trial wants
   */
  public DataParallelTraining(Trial trial, Workers workers) {
    this.trial = trial;
    this.workers = workers;
    gan = trial.gan();
    progress = new TrialProgress(trial, gan.whole());
    state = initial(gan, trial.randomSeed());
  }

  /** Trains with all workers in this process, one after the other. */
  static <A> TrialResult inProcess(Precision<A> precision, Trial trial) {
    try (LocalWorkers<A> workers = new LocalWorkers<>(precision, trial)) {
      return new DataParallelTraining(trial, workers).train();
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
    for (Round.Phase phase : Round.Phase.values()) {
      state = state.forgotten();
      int updates = phase.updates(gan);
      for (int from = 0; from < updates && progress.trains(); ) {
        Round round = Round.from(gan, phase, from);
        Workers.Mean mean = workers.run(round, state);
        PlayerState before = state;
        state = mean.state();
        from = round.to();
        if (phase == Round.Phase.GAME) {
          look(round, mean.figures(), before);
        }
        boolean isLast = phase == Round.Phase.GAME && from == updates;
        if (!isLast && isLate()) {
          progress.end(Outcome.timedOut(phase == Round.Phase.GAME ? from : 0));
        }
      }
    }
    progress.end(Outcome.completed(gan.steps() - 1));
    double training = (System.nanoTime() - start - progress.evaluating()) / NANOS_PER_MILLI;
    return progress.result(training);
  }

  private boolean isLate() {
    long timeout = trial.recording().timeout().toNanos();
    return timeout > 0 && System.nanoTime() - start > timeout;
  }

  private void look(Round round, List<WorkerFigures> figures, PlayerState before) {
    figures.stream()
        .mapToInt(WorkerFigures::saturatedStep)
        .filter(step -> step >= 0)
        .min()
        .ifPresent(progress::saturate);
    int row = 0;
    for (int step = round.from(); step < round.to() && progress.trains(); step++) {
      int now = step;
      PlayerState seen = step == round.to() - 1 ? state : before;
      boolean logged = trial.recording().logs(step, gan.steps());
      if (logged) {
        log(step, figures, row);
        row++;
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

  private void log(int step, List<WorkerFigures> figures, int row) {
    List<WorkerFigures.Step> all = figures.stream().map(own -> own.steps().get(row)).toList();
    progress.begin(step);
    progress.logDiscriminator(
        together(all, WorkerFigures.Step::real),
        together(all, WorkerFigures.Step::fake),
        all.get(0).discriminatorRate(),
        mean(all, WorkerFigures.Step::discriminatorNorm));
    StepFigures.Outputs ofGenerator = together(all, WorkerFigures.Step::ofGenerator);
    progress.logGenerator(
        ofGenerator.logits(),
        ofGenerator.outputs(),
        all.get(0).generatorRate(),
        mean(all, WorkerFigures.Step::generatorNorm));
  }

  private static StepFigures.Outputs together(
      List<WorkerFigures.Step> all, Function<WorkerFigures.Step, StepFigures.Outputs> part) {
    List<StepFigures.Outputs> parts = all.stream().map(part).toList();
    return new StepFigures.Outputs(
        together(parts.stream().map(StepFigures.Outputs::logits).toList()),
        together(parts.stream().map(StepFigures.Outputs::outputs).toList()),
        together(parts.stream().map(StepFigures.Outputs::targets).toList()));
  }

  private static float[] together(List<float[]> parts) {
    float[] all = new float[parts.stream().mapToInt(part -> part.length).sum()];
    int at = 0;
    for (float[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }

  private static double mean(
      List<WorkerFigures.Step> all, ToDoubleFunction<WorkerFigures.Step> number) {
    double sum = 0;
    for (WorkerFigures.Step one : all) {
      sum += number.applyAsDouble(one);
    }
    return sum / all.size();
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
