// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.training;

import java.util.ArrayList;
import java.util.List;
import saddlepoint.sweep.Trial;

/** All workers of a trial in this process: one does the rounds of all, in turn. */
public final class LocalWorkers implements Workers {
  private final int count;
  private final Worker worker;

  /**
   * The workers of a trial.
   *
   * @param worker that does their rounds; not closed
   */
  public LocalWorkers(Trial trial, Worker worker) {
    count = trial.gan().parallelism().workers();
    this.worker = worker;
  }

  @Override
  public Mean run(Round round, TrainingState state) {
    double[] parameters = new double[state.parameters().length];
    double[] moments = new double[state.moments().length];
    List<WorkerFigures> figures = new ArrayList<>();
    for (int index = 0; index < count; index++) {
      Worker.Result result = worker.run(index, round, state);
      add(result.state().parameters(), parameters);
      add(result.state().moments(), moments);
      figures.add(result.figures());
    }
    divide(parameters);
    divide(moments);
    return new Mean(new TrainingState(parameters, moments), figures, worker.device());
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
