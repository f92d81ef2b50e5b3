// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.training;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;
import saddlepoint.engine.Continuation;
import saddlepoint.engine.Device;
import saddlepoint.engine.Examination;
import saddlepoint.engine.Generator;
import saddlepoint.engine.History;
import saddlepoint.engine.KeptGenerator;
import saddlepoint.engine.Outcome;
import saddlepoint.engine.Players;
import saddlepoint.engine.Snapshot;
import saddlepoint.engine.TrialResult;
import saddlepoint.engine.reference.GameJacobian;
import saddlepoint.metric.Metric;
import saddlepoint.recipe.Gan;
import saddlepoint.sweep.Recording;
import saddlepoint.sweep.Trial;

/**
 * What is kept of one trial while it is trained together with others: its figures, snapshots and
 * end. Not thread safe.
 */
public final class TrialProgress implements StepLog {
  private static final double NANOS_PER_MILLI = 1e6;

  private final Trial trial;
  private final Gan gan;
  private final Recording recording;
  private History history;
  private final StepFigures figures;
  private final List<Snapshot> snapshots = new ArrayList<>();
  private final List<KeptGenerator> generators = new ArrayList<>();
  private int saturatedStep = -1;
  private Outcome outcome;
  private final TrainingObserver observer;
  private float[] real;
  private float[] fake;
  private long evaluating;
  private GeneratorPath path;

  /** A trial of which nothing is known yet. */
  public TrialProgress(Trial trial) {
    this(trial, trial.gan(), TrainingObserver.NONE);
  }

  /**
   * A trial of which nothing is known yet.
   *
   * @param gan of whose batches figures are told
   * @param observer sees every logged step
   */
  public TrialProgress(Trial trial, Gan gan, TrainingObserver observer) {
    this.observer = observer;
    this.trial = trial;
    this.gan = gan;
    recording = trial.recording();
    history = new History(recording.loggedSteps(gan.steps()));
    figures = new StepFigures(gan.loss(), gan.batch());
  }

  /** Which trial. */
  public Trial trial() {
    return trial;
  }

  /** Whether it has not ended. */
  public boolean trains() {
    return outcome == null;
  }

  /** Meets the players before any training, which a trial that goes on has made anew. */
  public void meet(Players untrained) {
    path = new GeneratorPath(gan, trial.randomSeed(), untrained);
  }

  /** Begins a logged step. */
  public void begin(int step) {
    if (trains()) {
      history.add(step);
    }
  }

  /** Logs D's figures of the step, before its update. */
  @Override
  public void logDiscriminator(
      int step,
      StepFigures.Outputs ofReal,
      StepFigures.Outputs ofFake,
      double learningRate,
      double norm) {
    if (trains()) {
      figures.discriminator(history, ofReal, ofFake);
      if (observer != TrainingObserver.NONE) {
        real = ofReal.outputs().clone();
        fake = ofFake.outputs().clone();
      }
      history.set(Metric.D_LEARNING_RATE, (float) learningRate);
      history.set(Metric.D_GRADIENT_NORM, (float) norm);
    }
  }

  /** Logs the gradient penalty of the step, before D's update. */
  @Override
  public void logPenalty(float[] norms) {
    if (trains()) {
      figures.penalty(history, norms);
    }
  }

  /** Logs G's figures of the step, before its update. */
  @Override
  public void logGenerator(int step, StepFigures.Outputs fake, double learningRate, double norm) {
    if (trains()) {
      figures.generator(history, fake);
      history.set(Metric.G_LEARNING_RATE, (float) learningRate);
      history.set(Metric.G_GRADIENT_NORM, (float) norm);
    }
  }

  /** Notes that D has reached the end of its range; the first time counts. */
  @Override
  public void saturate(int step) {
    if (trains() && saturatedStep < 0) {
      saturatedStep = step;
    }
  }

  /** Keeps a snapshot. */
  public void keep(Supplier<Snapshot> now) {
    if (trains()) {
      snapshots.add(now.get());
    }
  }

  /** Keeps the generator of what would be a snapshot. */
  public void keepGenerator(Supplier<Snapshot> now) {
    if (trains()) {
      Snapshot snapshot = now.get();
      generators.add(new KeptGenerator(snapshot.step(), snapshot.generator()));
    }
  }

  /** Shows the observer a logged step whose updates were made. */
  public void show(int step) {
    if (trains() && observer != TrainingObserver.NONE) {
      int row = history.length() - 1;
      observer.step(
          step, history.value(Metric.D_LOSS, row), history.value(Metric.G_LOSS, row), real, fake);
    }
  }

  /**
   * Ends a trial whose logged step has a figure that is not finite, and has the others evaluated.
   *
   * @param players as they are after the step
   * @param averaged the same with G's average, if one is kept
   */
  public void look(
      int step,
      Supplier<Snapshot> now,
      Supplier<Players> players,
      Supplier<? extends Generator> averaged) {
    if (!trains()) {
      return;
    }
    if (!isFinite(history, gan)) {
      outcome = Outcome.diverged(step);
    } else {
      OptionalInt law =
          LawEvaluation.index(history.length() - 1, recording.loggedSteps(gan.steps()));
      boolean isDue = recording.evaluates(step, gan.steps());
      if (isDue || law.isPresent() && gan.judge().cells().isPresent()) {
        boolean isLast = step == gan.steps() - 1;
        evaluate(players.get(), isDue, law, isLast, now);
        if (isLast && gan.averagesGenerator()) {
          evaluateAverage(averaged.get());
        }
      }
    }
    observer.logged(history);
  }

  private void evaluate(
      Players asked, boolean isDue, OptionalInt law, boolean last, Supplier<Snapshot> now) {
    long before = System.nanoTime();
    if (isDue) {
      new Evaluation(gan, trial.randomSeed(), asked).evaluate(history, last);
    }
    law.ifPresent(index -> LawEvaluation.evaluate(gan, trial.randomSeed(), asked, index, history));
    if (last) {
      new Examination(trial, gan, asked).examine(history);
      path.moved(asked).ifPresent(moved -> history.set(Metric.GENERATOR_MOVED, (float) moved));
      if (GameJacobian.isWanted(recording.judging().jacobian(), gan)) {
        Snapshot snapshot = now.get();
        new GameJacobian(gan, trial.randomSeed(), snapshot.generator(), snapshot.discriminator())
            .setEigenvalues(history);
      }
    }
    evaluating += System.nanoTime() - before;
  }

  private void evaluateAverage(Generator averaged) {
    long before = System.nanoTime();
    Evaluation.ofAverage(gan, trial.randomSeed(), averaged, history);
    evaluating += System.nanoTime() - before;
  }

  /** Whether every figure of the last logged step is finite that the loss has. */
  private static boolean isFinite(History history, Gan gan) {
    int row = history.length() - 1;
    for (Metric metric : Metric.values()) {
      boolean applies = metric.kind() == Metric.Kind.LOGGED && gan.loss().gives(metric);
      if (applies && !Float.isFinite(history.value(metric, row))) {
        return false;
      }
    }
    return true;
  }

  /** Ends the trial, unless it has ended. */
  public void end(Outcome how) {
    if (trains()) {
      outcome = how;
    }
  }

  /** What is recorded so far. */
  Checkpoint.TrialRecord record() {
    return new Checkpoint.TrialRecord(
        history, snapshots, generators, saturatedStep, outcome, evaluating);
  }

  /** Goes on where another training of the trial was. */
  void goOn(Checkpoint.TrialRecord record) {
    history = record.history();
    snapshots.clear();
    snapshots.addAll(record.snapshots());
    generators.clear();
    generators.addAll(record.generators());
    saturatedStep = record.saturatedStep();
    outcome = record.outcome();
    evaluating = record.evaluating();
  }

  /** Nanoseconds that evaluations took. */
  public long evaluating() {
    return evaluating;
  }

  /** What is handed over of a trial that has ended. */
  TrialResult result(double trainMillis, Device device, Continuation continuation) {
    return new TrialResult(
        trial,
        outcome,
        history,
        snapshots,
        generators,
        saturatedStep,
        trainMillis,
        evaluating / NANOS_PER_MILLI,
        device,
        continuation);
  }
}
