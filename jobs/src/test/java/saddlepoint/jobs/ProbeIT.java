// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.spark.JobExecutionStatus;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import saddlepoint.engine.Checkpoints;
import saddlepoint.engine.Cohort;
import saddlepoint.engine.Engine;
import saddlepoint.engine.Engines;
import saddlepoint.engine.TrialListener;
import saddlepoint.recipe.Gan;
import saddlepoint.testing.LocalSpark;

/** Tasks that look at executors, among others that leave them no room. */
@Timeout(60)
class ProbeIT {
  private static final long HOUR_MILLIS = 3_600_000;

  private final JavaSparkContext context =
      JavaSparkContext.fromSparkContext(LocalSpark.session().sparkContext());
  private final StopRequest stop =
      new StopRequest(new TimeLimit(Optional.empty(), System::nanoTime));

  @Test
  void tellsWhatEveryTaskSaw() {
    List<ProbeTask.Report> reports = probe(Engines.get("scalar")).run(3, Probe.ENDLESS);

    assertThat(reports)
        .hasSize(3)
        .allMatch(report -> report.executor().equals("driver"))
        .allMatch(report -> report.gpu().isEmpty() && report.missing().isEmpty());
  }

  @Test
  void patienceEnds() {
    assertThat(whileBusy(() -> probe(Engines.get("scalar")).run(1, Duration.ofMillis(300))))
        .isEmpty();
    assertThat(running()).as("jobs that nobody waits for").isZero();
  }

  @Test
  void aStopEndsTheWaitForAnExecutor() {
    assertThat(stopped(() -> probe(Engines.get("scalar")).run(1, Probe.ENDLESS))).isEmpty();
    assertThat(running()).as("jobs that nobody waits for").isZero();
  }

  /** As on a cluster for CPUs whose first executor does not come: nothing else would cancel it. */
  @Test
  void aStopEndsTheWaitToSendTheJars() {
    assertThat(
            stopped(
                () -> {
                  GraphJars.ship(context, Engines.get("graph"), stop);
                  return "ended";
                }))
        .isEqualTo("ended");
    assertThat(running()).as("jobs that nobody waits for").isZero();
  }

  @Test
  void whatATaskThrowsIsTold() {
    assertThatThrownBy(() -> probe(new UnknownEngine()).run(1, Probe.ENDLESS))
        .isInstanceOf(UnfitClusterException.class)
        .hasMessageStartingWith("a task that only looks at its executor failed: ")
        .hasMessageContaining("unknown")
        .hasMessageEndingWith("; the log of that executor has the rest");
  }

  private Probe probe(Engine engine) {
    return new Probe(context, engine, stop);
  }

  /** Jobs of probes that still run; Spark is told of an end a little later. */
  private long running() {
    long running = 0;
    for (int poll = 0; poll < 50; poll++) {
      running =
          Arrays.stream(context.statusTracker().getJobIdsForGroup("saddlepoint-probe"))
              .mapToObj(context.statusTracker()::getJobInfo)
              .filter(job -> job != null && job.status() == JobExecutionStatus.RUNNING)
              .count();
      if (running == 0) {
        return 0;
      }
      pause(100);
    }
    return running;
  }

  private <T> T stopped(Supplier<T> wait) {
    return whileBusy(
        () -> {
          CompletableFuture<T> waiting = CompletableFuture.supplyAsync(wait);
          pause(1000);
          assertThat(waiting).as("there is no room for a task").isNotDone();
          stop.request();
          return waiting.orTimeout(10, TimeUnit.SECONDS).join();
        });
  }

  private <T> T whileBusy(Supplier<T> work) {
    context.setJobGroup("busy", "leave no room", /* interruptOnCancel= */ true);
    JavaFutureAction<Void> busy;
    try {
      busy = context.parallelize(List.of(0, 1), 2).foreachAsync(index -> pause(HOUR_MILLIS));
    } finally {
      context.clearJobGroup();
    }
    try {
      return work.get();
    } finally {
      busy.cancel(true);
    }
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** No executor knows it. */
  private static final class UnknownEngine implements Engine {
    @Override
    public String name() {
      return "unknown";
    }

    @Override
    public String arithmetic() {
      return "unknown";
    }

    @Override
    public int cohortSize() {
      return 1;
    }

    @Override
    public String refusal(Gan gan) {
      return "";
    }

    @Override
    public void train(Cohort cohort, TrialListener listener, Checkpoints checkpoints) {
      throw new IllegalStateException("trains nothing");
    }
  }
}
