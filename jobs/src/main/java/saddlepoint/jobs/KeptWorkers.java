// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import java.util.HashMap;
import java.util.Map;
import saddlepoint.engine.graph.DataParallelWorker;
import saddlepoint.sweep.Trial;

/**
 * The workers of the data-parallel trial that an executor trains, kept from round to round: making
 * one takes longer than a round of few steps. They have no state of their own, so nothing is lost
 * with them.
 */
final class KeptWorkers {
  /** Those of this JVM. */
  static final KeptWorkers HERE = new KeptWorkers();

  private final Map<Integer, DataParallelWorker<?>> idle = new HashMap<>();
  private Trial trial;

  private KeptWorkers() {}

  /** A worker that nobody else uses, until it is given back or closed. */
  DataParallelWorker<?> take(Trial wanted, int worker) {
    DataParallelWorker<?> kept = kept(wanted, worker);
    return kept != null ? kept : DataParallelWorker.of(wanted, worker);
  }

  private synchronized DataParallelWorker<?> kept(Trial wanted, int worker) {
    if (!wanted.equals(trial)) {
      idle.values().forEach(DataParallelWorker::close);
      idle.clear();
      trial = wanted;
    }
    return idle.remove(worker);
  }

  /** Takes a worker back that has done its round. */
  synchronized void give(Trial of, int worker, DataParallelWorker<?> done) {
    if (!of.equals(trial)) {
      done.close();
      return;
    }
    DataParallelWorker<?> another = idle.put(worker, done);
    if (another != null) {
      another.close();
    }
  }
}
