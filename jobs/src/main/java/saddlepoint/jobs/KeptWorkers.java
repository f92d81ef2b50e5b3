// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import saddlepoint.engine.training.ClassifierTraining;
import saddlepoint.engine.training.Worker;
import saddlepoint.sweep.Trial;

/**
 * The workers of what an executor trains together with others, kept from round to round: making one
 * takes longer than a round of few steps. They have no state of their own, so nothing is lost with
 * them, and any of them can do any round of its training; there are never more than tasks were at
 * work at once. Thread safe.
 *
 * @param <K> what is trained, such as a trial
 * @param <W> a worker
 */
final class KeptWorkers<K, W extends AutoCloseable> {
  /** Those of this JVM that train GANs. */
  static final KeptWorkers<Trial, Worker> OF_TRIALS = new KeptWorkers<>();

  /** Those of this JVM that train the classifier of images. */
  static final KeptWorkers<SharedClassifier, ClassifierTraining> OF_CLASSIFIERS =
      new KeptWorkers<>();

  /** By GPU, since a worker's arrays are where the thread that made it was bound. */
  private final Map<String, Deque<W>> idle = new HashMap<>();

  private K trained;

  /**
   * A worker that nobody else uses, until it is given back or closed by the caller.
   *
   * @param gpu address of the task's GPU, or the empty text
   * @param make makes a worker of the training on that GPU, if none is idle
   */
  W take(K wanted, String gpu, Supplier<W> make) {
    W kept = kept(wanted, gpu);
    return kept != null ? kept : make.get();
  }

  private synchronized W kept(K wanted, String gpu) {
    if (!wanted.equals(trained)) {
      close();
      trained = wanted;
    }
    return idle.getOrDefault(gpu, new ArrayDeque<>()).poll();
  }

  /** Takes a worker back that has done its round. */
  synchronized void give(K of, String gpu, W done) {
    if (of.equals(trained)) {
      idle.computeIfAbsent(gpu, absent -> new ArrayDeque<>()).push(done);
    } else {
      close(done);
    }
  }

  /** Closes those that are idle, and those at work when they are given back. */
  synchronized void close() {
    trained = null;
    idle.values().forEach(ofGpu -> ofGpu.forEach(KeptWorkers::close));
    idle.clear();
  }

  private static void close(AutoCloseable worker) {
    try {
      worker.close();
    } catch (Exception e) {
      throw new IllegalStateException("a worker could not be closed", e);
    }
  }
}
