// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.CollectionAccumulator;
import saddlepoint.engine.Engine;
import saddlepoint.engine.RootCause;

/**
 * Looks at executors by tasks, for no longer than somebody wants: Spark itself waits for ever for
 * executors, and nothing else cancels its jobs before waves are trained.
 */
final class Probe {
  /** For as long as nobody asks for a stop. */
  static final Duration ENDLESS = Duration.ofNanos(Long.MAX_VALUE);

  /** Between looks at what came meanwhile. */
  static final long POLL_MILLIS = 100;

  private static final String GROUP = "saddlepoint-probe";

  private final JavaSparkContext context;
  private final Engine engine;
  private final StopRequest stop;
  private final Runnable check;

  Probe(JavaSparkContext context, Engine engine, StopRequest stop) {
    this(context, engine, stop, () -> {});
  }

  /**
   * With something more to look at while tasks are waited for.
   *
   * @param check throws what is to be told instead of waiting on
   */
  Probe(JavaSparkContext context, Engine engine, StopRequest stop, Runnable check) {
    this.context = context;
    this.engine = engine;
    this.stop = stop;
    this.check = check;
  }

  /**
   * Runs tasks until all of them ended, a stop is asked for, or patience ends; what still runs then
   * is cancelled.
   *
   * @param count of tasks, at least 1
   * @return what those that ended saw, in the order in which they ended: fewer than there are tasks
   *     if the others were cancelled
   * @throws UnfitClusterException if tasks fail, however often Spark tries them again
   */
  List<ProbeTask.Report> run(int count, Duration patience) {
    CollectionAccumulator<ProbeTask.Report> reports = context.sc().collectionAccumulator();
    List<Integer> indices = IntStream.range(0, count).boxed().toList();
    context.setJobGroup(GROUP, "look at the executors", /* interruptOnCancel= */ true);
    JavaFutureAction<Void> tasks;
    try {
      tasks =
          context.parallelize(indices, count).foreachAsync(new ProbeTask(engine.name(), reports));
    } finally {
      context.clearJobGroup();
    }
    long start = System.nanoTime();
    try {
      while (!tasks.isDone()) {
        if (stop.isRequested() || System.nanoTime() - start > patience.toNanos()) {
          return reports.value();
        }
        check.run();
        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      }
      tasks.get();
      return reports.value();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while looking at the executors", e);
    } catch (ExecutionException e) {
      check.run();
      throw new UnfitClusterException(
          "a task that only looks at its executor failed: "
              + RootCause.of(e).toString().strip().lines().findFirst().orElse("")
              + "; the log of that executor has the rest",
          e);
    } finally {
      tasks.cancel(true);
    }
  }
}
