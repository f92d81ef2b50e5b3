// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.LongConsumer;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import saddlepoint.engine.Engine;
import saddlepoint.engine.TrialResult;
import saddlepoint.engine.training.AveragedRounds;
import saddlepoint.engine.training.WorkerEngine;
import saddlepoint.engine.training.Workers;
import saddlepoint.sweep.Trial;

/**
 * Trains data-parallel trials from the driver, one after the other, each by all executors. The jobs
 * are of the caller's thread and job group, so that they are cancelled with it.
 */
final class DataParallelTrials {
  private final JavaSparkContext context;
  private final StopRequest stop;

  DataParallelTrials(JavaSparkContext context, StopRequest stop) {
    this.context = context;
    this.stop = stop;
  }

  /** Whether a trial is to be trained here. */
  static boolean include(Trial trial) {
    return trial.gan().parallelism().isDataParallel();
  }

  /** Whether any trial is. */
  static boolean includeAny(Collection<Trial> trials) {
    return trials.stream().anyMatch(DataParallelTrials::include);
  }

  /**
   * Looks at this process, where such trials are evaluated.
   *
   * @throws UnfitClusterException if the engine cannot be used in it
   */
  static void requireDriver(Engine engine) {
    try {
      engine.examine();
    } catch (IllegalStateException e) {
      throw new UnfitClusterException(
          "data-parallel trials are evaluated in the driver, and there " + e.getMessage(), e);
    }
  }

  /**
   * Trains trials that are data-parallel.
   *
   * @param engine that their rows name
   * @param rows makes their rows
   * @return a row of each
   */
  List<Row> train(List<Trial> trials, Engine engine, TrainCohorts rows) {
    List<Row> all = new ArrayList<>();
    for (Trial trial : trials) {
      if (stop.isUrgent()) {
        throw new IllegalStateException("given up before trial " + trial.id());
      }
      Instant startedAt = SteadyTime.HERE.now();
      SparkWorkers workers = new SparkWorkers(context, engine.name(), trial);
      CohortProgress progress = rows.progress(trial);
      TrialResult result = train(trial, workers, engine.name(), progress::advanced);
      all.add(rows.judged(result, startedAt, progress));
      progress.close();
    }
    return all;
  }

  /**
   * Trains a trial, whose own error is its outcome wherever it was thrown.
   *
   * @param engine name of the one that evaluates here
   * @param listener hears of the steps
   * @throws SparkWorkers.JobException if Spark could not have a round done
   */
  static TrialResult train(Trial trial, Workers workers, String engine, LongConsumer listener) {
    try {
      return AveragedRounds.train(trial, workers, WorkerEngine.get(engine), listener);
    } catch (SparkWorkers.JobException e) {
      throw e;
    } catch (SparkWorkers.TrainingException e) {
      return TrialResult.failed(trial, e.getCause(), e.device());
    } catch (Throwable e) {
      return TrialResult.failed(
          trial, OwnError.of(e), WorkerEngine.get(engine).devices().current());
    }
  }
}
