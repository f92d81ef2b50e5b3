// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph;

import java.util.List;
import java.util.Locale;
import saddlepoint.engine.Checkpoints;
import saddlepoint.engine.Cohort;
import saddlepoint.engine.Cost;
import saddlepoint.engine.Devices;
import saddlepoint.engine.History;
import saddlepoint.engine.Players;
import saddlepoint.engine.Snapshot;
import saddlepoint.engine.TrialListener;
import saddlepoint.engine.TrialResult;
import saddlepoint.engine.graph.device.Backend;
import saddlepoint.engine.graph.device.GraphArrays;
import saddlepoint.engine.graph.device.NativeLibraries;
import saddlepoint.engine.graph.device.Precision;
import saddlepoint.engine.graph.device.ProcessMemory;
import saddlepoint.engine.training.AveragedRounds;
import saddlepoint.engine.training.ClassifierEngine;
import saddlepoint.engine.training.ClassifierTraining;
import saddlepoint.engine.training.LocalWorkers;
import saddlepoint.engine.training.Machine;
import saddlepoint.engine.training.Training;
import saddlepoint.engine.training.TrainingObserver;
import saddlepoint.engine.training.TrialProgress;
import saddlepoint.engine.training.Worker;
import saddlepoint.engine.training.WorkerEngine;
import saddlepoint.metric.image.ImageClassifier;
import saddlepoint.numerics.Subnormals;
import saddlepoint.recipe.Gan;
import saddlepoint.recipe.Source;
import saddlepoint.sweep.Trial;

/**
 * Trials of one shape together on ND4J's arrays, on GPUs where the build is one for them. Agrees
 * with {@code scalar} within tolerance.
 */
public final class GraphEngine implements WorkerEngine, ClassifierEngine {
  private static final String NAME = "graph";

  /** Trials whose operations are long enough that preparing them no longer counts. */
  private static final int COHORT = 64;

  private static final Cost USUAL = new Cost(1, 2e-9);
  private static final double SHARE_OF_FREE = 0.5;
  private static final Object TAKING = new Object();
  private static final double MEGABYTE = 1e6;

  /**
   * Bytes of all trials trained together on a CPU, whose caches hold what one operation leaves to
   * the next: four times as many trials of curves took 1.4 times as long each.
   */
  private static final long CACHED = 10_000_000;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public ClassifierTraining classifier(
      ImageClassifier.Form form, Source images, int randomSeed, int workers) {
    examine();
    return new GraphClassifierTraining(
        form, images, randomSeed, workers, GraphClassifierTraining.updates(images, workers));
  }

  @Override
  public String arithmetic() {
    return NativeLibraries.areForCuda() ? "graph-cuda" : "graph-cpu";
  }

  @Override
  public int cohortSize() {
    return COHORT;
  }

  @Override
  public Cost usualCost() {
    return USUAL;
  }

  @Override
  public String missing() {
    return NativeLibraries.missing();
  }

  @Override
  public String examine() {
    Backend.require();
    return Backend.describe();
  }

  @Override
  public String refusal(Gan gan) {
    return missing().isEmpty() ? "" : "it needs " + missing();
  }

  /** Rows of replay beside those of a checkpoint; the rest is outside the heap. */
  @Override
  public long bytes(Trial trial) {
    return (long) COHORT * trial.gan().replayedNumbers() * (Float.BYTES + Double.BYTES);
  }

  @Override
  public Devices devices() {
    return GraphDevices.HERE;
  }

  @Override
  public void train(Cohort cohort, TrialListener listener, Checkpoints checkpoints) {
    Backend.require();
    Subnormals.requireKept();
    List<Trial> trials = cohort.trials();
    if (trials.get(0).gan().parallelism().isDataParallel()) {
      trials.forEach(trial -> listener.ended(averaged(trial, listener)));
      return;
    }
    // Those whose players have turns of their own share no operations.
    int most = trials.get(0).gan().optimum().isUsed() ? 1 : trials.size();
    for (int from = 0; from < trials.size(); from += most) {
      most = Math.min(most, trials.size() - from);
      try (GraphMachine<float[]> machine = fitting(trials.subList(from, from + most))) {
        most = machine.trials();
        train(machine, trials.subList(from, from + most), listener, checkpoints);
      }
    }
  }

  /** By workers in this process, one after the other. */
  private TrialResult averaged(Trial trial, TrialListener listener) {
    try (Worker worker = worker(trial)) {
      return AveragedRounds.train(trial, new LocalWorkers(trial, worker), this, listener::advanced);
    }
  }

  static void train(
      Machine machine, List<Trial> trials, TrialListener listener, Checkpoints checkpoints) {
    TrainingObserver observer =
        new TrainingObserver() {
          @Override
          public void logged(History history) {
            listener.logged(history);
          }
        };
    List<TrialProgress> progress =
        trials.stream().map(trial -> new TrialProgress(trial, trial.gan(), observer)).toList();
    Training.run(NAME, machine, progress, listener::advanced, checkpoints).forEach(listener::ended);
  }

  @Override
  public Worker worker(Trial trial) {
    Backend.require();
    return new Worker(trial, fitting(List.of(trial)));
  }

  @Override
  public Players players(Gan gan, Snapshot snapshot) {
    return new GraphPlayers(gan, snapshot);
  }

  /**
   * Takes the arrays for as many of the first trials as fit into memory, one task after the other:
   * those that look at once would take the same half.
   *
   * @param trials of one shape, at least one
   * @throws IllegalStateException if the first does not fit alone
   */
  static GraphMachine<float[]> fitting(List<Trial> trials) {
    synchronized (TAKING) {
      long room = (long) (SHARE_OF_FREE * Backend.freeBytes());
      return fitting(trials, NativeLibraries.areForCuda() ? room : Math.min(room, CACHED), room);
    }
  }

  /**
   * Takes the arrays for as many of the first trials as fit.
   *
   * @param trials of one shape, at least one
   * @param together bytes that several may take
   * @param alone bytes that one may take
   * @throws IllegalStateException if the first does not fit alone
   */
  static GraphMachine<float[]> fitting(List<Trial> trials, long together, long alone) {
    for (int most = trials.size(); most > 1; most = (most + 1) / 2) {
      try {
        return GraphMachine.of(Precision.SINGLE, trials.subList(0, most), together);
      } catch (GraphArrays.LimitException e) {
        // Then fewer.
      }
    }
    try {
      return GraphMachine.of(Precision.SINGLE, trials.subList(0, 1), alone);
    } catch (GraphArrays.LimitException e) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "a trial of %s needs more than the %,.0f MB outside the heap that are free for it;"
                  + " lower hidden or batch, or raise -D%s",
              trials.get(0).cell().recipe(),
              alone / MEGABYTE,
              ProcessMemory.MOST_BYTES),
          e);
    }
  }
}
