// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph;

import java.util.ArrayList;
import java.util.List;
import saddlepoint.sweep.Trial;

/** All workers of a trial in this process: one does the rounds of all, in turn. */
final class LocalWorkers implements Workers {
  private final int count;
  private final DataParallelWorker<?> worker;

  /**
   * The workers of a trial.
   *
   * @param worker that does their rounds; not closed
   */
  LocalWorkers(Trial trial, DataParallelWorker<?> worker) {
    count = trial.gan().parallelism().workers();
    this.worker = worker;
  }

  @Override
  public Mean run(Round round, PlayerState state) {
    double[] parameters = new double[state.parameters().length];
    double[] optimizers = new double[state.optimizers().length];
    List<WorkerFigures> figures = new ArrayList<>();
    for (int index = 0; index < count; index++) {
      DataParallelWorker.Result result = worker.run(index, round, state);
      add(result.state().parameters(), parameters);
      add(result.state().optimizers(), optimizers);
      figures.add(result.figures());
    }
    divide(parameters);
    divide(optimizers);
    return new Mean(new PlayerState(parameters, optimizers), figures);
  }

  private static void add(double[] x, double[] sum) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += x[i];
    }
  }

  private void divide(double[] sum) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] /= count;
    }
  }
}
