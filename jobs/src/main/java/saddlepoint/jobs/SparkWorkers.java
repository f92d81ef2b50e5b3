// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.CollectionAccumulator;
import saddlepoint.engine.Device;
import saddlepoint.engine.training.Round;
import saddlepoint.engine.training.TrainingState;
import saddlepoint.engine.training.WorkerFigures;
import saddlepoint.engine.training.Workers;
import saddlepoint.sweep.Trial;

/**
 * The workers of one trial on executors: a round is a Spark job with a partition a worker, whose
 * players are averaged as DL4J's {@code ParameterAveragingTrainingMaster} averages networks. Not
 * thread safe.
 */
final class SparkWorkers implements Workers {
  private final JavaSparkContext context;
  private final String engine;
  private final Trial trial;
  private final int count;
  private final CollectionAccumulator<WorkerReport> reports = new CollectionAccumulator<>();

  /**
   * The workers of a trial.
   *
   * @param engine name of the one that tasks are set up for
   */
  SparkWorkers(JavaSparkContext context, String engine, Trial trial) {
    this.context = context;
    this.engine = engine;
    this.trial = trial;
    count = trial.gan().parallelism().workers();
    context.sc().register(reports, "workers of trial " + trial.id());
  }

  /** What a worker's training threw: the trial's own failure. */
  static final class TrainingException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Device device;

    TrainingException(Throwable cause, Device device) {
      super(cause);
      this.device = device;
    }

    /** That it was thrown on. */
    Device device() {
      return device;
    }
  }

  /** A round did not come back, which is nobody's training's fault. */
  static final class JobException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private JobException(String message, Exception cause) {
      super(message, cause);
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws TrainingException if a worker's training failed
   * @throws JobException if Spark could not have the round done
   */
  @Override
  public Mean run(Round round, TrainingState state) {
    reports.reset();
    ParameterAverage average = average(round, state);
    Set<Device> devices = new HashSet<>();
    List<WorkerFigures> figures = figures(round, devices);
    if (average.count() != count) {
      throw lost(round, average.count());
    }
    return new Mean(average.mean(), figures, Device.together(devices));
  }

  /** Over the workers whose training did not fail. */
  private ParameterAverage average(Round round, TrainingState state) {
    List<Integer> workers = IntStream.range(0, count).boxed().toList();
    try {
      Broadcast<TrainingState> sent = context.broadcast(state);
      try {
        return ParameterAverage.over(
            context
                .parallelize(workers, count)
                .mapPartitions(new RunRound(engine, trial, round, sent, reports)));
      } finally {
        sent.destroy();
      }
    } catch (Exception e) {
      // Spark throws checked exceptions that it does not declare.
      throw new JobException(
          "updates " + round.from() + " to " + round.to() + " of trial " + trial.id() + " failed",
          e);
    }
  }

  private JobException lost(Round round, int there) {
    return new JobException(
        "of "
            + count
            + " workers "
            + there
            + " came back from updates "
            + round.from()
            + " to "
            + round.to(),
        /* cause= */ null);
  }

  /** One a worker: a task that ran twice has reported twice, and the same. */
  private List<WorkerFigures> figures(Round round, Set<Device> devices) {
    WorkerFigures[] byWorker = new WorkerFigures[count];
    for (WorkerReport report : new ArrayList<>(reports.value())) {
      devices.add(report.device());
      if (report.error() != null) {
        throw new TrainingException(report.error(), report.device());
      }
      byWorker[report.worker()] = report.figures();
    }
    long there = Arrays.stream(byWorker).filter(Objects::nonNull).count();
    if (there != count) {
      throw lost(round, (int) there);
    }
    return List.of(byWorker);
  }
}
