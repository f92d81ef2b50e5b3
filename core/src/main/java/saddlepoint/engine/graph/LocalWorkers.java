// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph;

import java.util.ArrayList;
import java.util.List;
import saddlepoint.sweep.Trial;

/** All workers of a trial in this process, one after the other. Not thread safe. */
final class LocalWorkers<A> implements Workers, AutoCloseable {
  private final List<DataParallelWorker<A>> workers = new ArrayList<>();

  LocalWorkers(Precision<A> precision, Trial trial) {
    try {
      for (int worker = 0; worker < trial.gan().parallelism().workers(); worker++) {
        workers.add(new DataParallelWorker<>(precision, trial, worker));
      }
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  @Override
  public Mean run(Round round, PlayerState state) {
    double[] parameters = new double[state.parameters().length];
    double[] optimizers = new double[state.optimizers().length];
    List<WorkerFigures> figures = new ArrayList<>();
    for (DataParallelWorker<A> worker : workers) {
      DataParallelWorker.Result result = worker.run(round, state);
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
      sum[i] /= workers.size();
    }
  }

  @Override
  public void close() {
    workers.forEach(DataParallelWorker::close);
  }
}
