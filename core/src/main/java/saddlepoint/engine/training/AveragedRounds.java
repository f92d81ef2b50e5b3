// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.training;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongConsumer;
import saddlepoint.engine.Device;
import saddlepoint.engine.Players;
import saddlepoint.engine.Snapshot;
import saddlepoint.engine.TrialResult;
import saddlepoint.recipe.Gan;
import saddlepoint.sweep.Trial;

/**
 * Rounds by several workers, which are averaged after each. Figures of a logged step are those of
 * all workers' rows together, its gradient norms the means of theirs; evaluations and snapshots see
 * the players as they were averaged last, which for the last step is after it. Used once.
 */
public final class AveragedRounds implements Rounds {
  private final Trial trial;
  private final Gan gan;
  private final Workers workers;
  private final WorkerEngine engine;
  private final TrialProgress progress;
  private final Schedule schedule;

  /** What workers told of logged steps that a later round will complete. */
  private final Queue<List<WorkerFigures.OfDiscriminator>> ofDiscriminator = new ArrayDeque<>();

  private final Queue<List<float[]>> ofPenalty = new ArrayDeque<>();
  private final Queue<List<WorkerFigures.OfGenerator>> ofGenerator = new ArrayDeque<>();

  private final Set<Device> devices = new HashSet<>();
  private TrainingState state;

  /** The players that the step which ends has left. */
  private TrainingState seen;

  private AveragedRounds(
      Trial trial, Workers workers, WorkerEngine engine, TrialProgress progress) {
    this.trial = trial;
    this.workers = workers;
    this.engine = engine;
    this.progress = progress;
    gan = trial.gan();
    schedule = Schedule.of(gan);
    state = TrainingState.initial(gan, trial.randomSeed());
    seen = state;
  }

  /**
   * Trains and returns how it ended; what the workers throw is thrown on.
   *
   * @param trial whose training is data-parallel
   * @param workers as many as the trial has
   * @param engine that evaluates the averages here
   * @param advanced hears of the steps
   * @throws IllegalStateException if the engine cannot be used here
   */
  public static TrialResult train(
      Trial trial, Workers workers, WorkerEngine engine, LongConsumer advanced) {
    engine.examine();
    TrialProgress progress = new TrialProgress(trial, trial.gan().whole(), TrainingObserver.NONE);
    AveragedRounds rounds = new AveragedRounds(trial, workers, engine, progress);
    return Training.run(rounds, List.of(progress), advanced).get(0);
  }

  @Override
  public void forget() {
    state = state.forgotten(gan);
  }

  @Override
  public long end(Phase phase, long from) {
    return Math.min(phase.turns(gan), from + gan.parallelism().averagingFrequency());
  }

  @Override
  public void make(Phase phase, long from, long to, Steps steps) {
    Round round = new Round(phase, from, to);
    Workers.Mean mean = workers.run(round, state);
    TrainingState before = state;
    state = mean.state();
    devices.add(mean.device());
    if (phase == Phase.GAME) {
      tell(round, mean.figures(), before, steps);
    }
  }

  /** Tells the steps that the round has completed. */
  private void tell(Round round, List<WorkerFigures> figures, TrainingState before, Steps steps) {
    figures.stream()
        .mapToInt(WorkerFigures::saturatedStep)
        .filter(step -> step >= 0)
        .min()
        .ifPresent(progress::saturate);
    gather(figures, WorkerFigures::ofDiscriminator, ofDiscriminator);
    gather(figures, WorkerFigures::ofPenalty, ofPenalty);
    gather(figures, WorkerFigures::ofGenerator, ofGenerator);
    int first = schedule.step(round.from());
    for (int step = first; step < schedule.step(round.to()); step++) {
      steps.begin(step);
      if (trial.recording().logs(step, gan.steps())) {
        log(step, ofDiscriminator.remove(), ofGenerator.remove());
        if (gan.loss().penalty().isUsed()) {
          progress.logPenalty(joined(ofPenalty.remove()));
        }
      }
      seen = schedule.turnsBefore(step + 1L) == round.to() ? state : before;
      steps.end(step);
    }
  }

  /** Adds what all workers told of each logged update of a player. */
  private static <T> void gather(
      List<WorkerFigures> figures, Function<WorkerFigures, List<T>> told, Queue<List<T>> to) {
    for (int row = 0; row < told.apply(figures.get(0)).size(); row++) {
      int at = row;
      to.add(figures.stream().map(own -> told.apply(own).get(at)).toList());
    }
  }

  private void log(
      int step, List<WorkerFigures.OfDiscriminator> ofD, List<WorkerFigures.OfGenerator> ofG) {
    progress.logDiscriminator(
        step,
        together(ofD.stream().map(WorkerFigures.OfDiscriminator::real).toList()),
        together(ofD.stream().map(WorkerFigures.OfDiscriminator::fake).toList()),
        ofD.get(0).rate(),
        ofD.stream().mapToDouble(WorkerFigures.OfDiscriminator::norm).average().orElseThrow());
    progress.logGenerator(
        step,
        together(ofG.stream().map(WorkerFigures.OfGenerator::fake).toList()),
        ofG.get(0).rate(),
        ofG.stream().mapToDouble(WorkerFigures.OfGenerator::norm).average().orElseThrow());
  }

  private static StepFigures.Outputs together(List<StepFigures.Outputs> parts) {
    return new StepFigures.Outputs(
        joined(parts.stream().map(StepFigures.Outputs::logits).toList()),
        joined(parts.stream().map(StepFigures.Outputs::outputs).toList()),
        joined(parts.stream().map(StepFigures.Outputs::targets).toList()),
        joined(parts.stream().map(StepFigures.Outputs::othersBehind).toList()));
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

  @Override
  public Device device() {
    return Device.together(devices);
  }

  @Override
  public Snapshot snapshot(int of, int step) {
    return seen(step, 0);
  }

  /**
   * Both players, with any generator.
   *
   * @param at where its parameters begin in the state
   */
  private Snapshot seen(int step, int at) {
    double[] parameters = seen.parameters();
    int ofGenerator = gan.generator().parameters();
    int ofBoth = ofGenerator + gan.discriminator().parameters();
    return new Snapshot(
        step, floats(parameters, at, at + ofGenerator), floats(parameters, ofGenerator, ofBoth));
  }

  private static float[] floats(double[] from, int start, int end) {
    float[] part = new float[end - start];
    for (int i = 0; i < part.length; i++) {
      part[i] = (float) from[start + i];
    }
    return part;
  }

  @Override
  public Players players(int of, int step) {
    return engine.players(gan.whole(), snapshot(of, step));
  }

  @Override
  public Players averaged(int of, int step) {
    int ofBoth = gan.generator().parameters() + gan.discriminator().parameters();
    return engine.players(gan.whole(), seen(step, ofBoth));
  }
}
