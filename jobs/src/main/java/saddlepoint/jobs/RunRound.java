// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.CollectionAccumulator;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingResult;
import saddlepoint.engine.Engine;
import saddlepoint.engine.Engines;
import saddlepoint.engine.training.Round;
import saddlepoint.engine.training.TrainingState;
import saddlepoint.engine.training.Worker;
import saddlepoint.engine.training.WorkerEngine;
import saddlepoint.sweep.Trial;

/**
 * Has the workers of a partition do a round. An error of the training is reported, as it is the
 * trial's; what leaves this class is an error of the machine, which Spark tries again elsewhere.
 */
final class RunRound
    implements FlatMapFunction<Iterator<Integer>, ParameterAveragingTrainingResult> {
  private static final long serialVersionUID = 1;

  private final String engine;
  private final Trial trial;
  private final Round round;
  private final Broadcast<TrainingState> state;
  private final CollectionAccumulator<WorkerReport> reports;

  /**
   * A round of a trial.
   *
   * @param engine name of the one that tasks are set up for
   */
  RunRound(
      String engine,
      Trial trial,
      Round round,
      Broadcast<TrainingState> state,
      CollectionAccumulator<WorkerReport> reports) {
    this.engine = engine;
    this.trial = trial;
    this.round = round;
    this.state = state;
    this.reports = reports;
  }

  @Override
  public Iterator<ParameterAveragingTrainingResult> call(Iterator<Integer> workers) {
    Engine found = Engines.get(engine);
    TaskSetUp.prepare(found);
    found.examine();
    List<ParameterAveragingTrainingResult> results = new ArrayList<>();
    while (workers.hasNext()) {
      run(found, workers.next(), results);
    }
    return results.iterator();
  }

  private void run(Engine found, int worker, List<ParameterAveragingTrainingResult> results) {
    try {
      String gpu = TaskSetUp.gpu();
      Worker own =
          KeptWorkers.OF_TRIALS.take(trial, gpu, () -> WorkerEngine.get(engine).worker(trial));
      Worker.Result result;
      try {
        result = own.run(worker, round, state.value());
      } catch (Throwable e) {
        own.close();
        throw e;
      }
      KeptWorkers.OF_TRIALS.give(trial, gpu, own);
      results.add(ParameterAverage.sent(result.state()));
      reports.add(new WorkerReport(worker, result.figures(), null, found.devices().current()));
    } catch (Throwable e) {
      reports.add(new WorkerReport(worker, null, OwnError.of(e), found.devices().current()));
    }
  }
}
