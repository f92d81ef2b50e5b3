// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import saddlepoint.engine.Cohort;
import saddlepoint.engine.Engines;
import saddlepoint.engine.Outcome;
import saddlepoint.engine.TrialResult;
import saddlepoint.metric.Metric;
import saddlepoint.metric.Verdict;
import saddlepoint.sweep.Trial;
import saddlepoint.testing.FaultEngine;
import saddlepoint.testing.LocalSpark;
import saddlepoint.testing.TestSweep;

/** Data-parallel trials among others: their waves, their end, and being stopped. */
@Timeout(300)
class DataParallelTrialsIT {
  private static final String ENDLESS =
      """
      recipe = "dirac", steps = 2000000000, log-every = 1000000
      training = data-parallel, averaging-frequency = 1000
      """;

  private static final String SMALL =
      "recipe = dirac, steps = 4, log-every = 1, training = data-parallel";

  @TempDir private Path folder;

  private TestSweep sweep(String hocon, String run) {
    return new TestSweep(hocon, "graph", folder.toString(), run);
  }

  @Test
  void waveHoldsTrialsOfBothKinds() {
    SweepReport report =
        sweep(
                """
                recipe = "dirac", steps = 20, log-every = 5
                grid = [ { axis = "training", values = ["independent", "data-parallel"] } ]
                seeds = 2
                """,
                "both")
            .train();

    assertThat(report.failedWaves()).isEmpty();
    assertThat(report.committed()).isEqualTo(4);
    assertThat(report.trained()).doesNotContainKeys(Verdict.FAILED, Verdict.TIMED_OUT);
  }

  @Test
  void aTrialsTimeIsUp() {
    SweepReport report = sweep(ENDLESS + "trial-timeout = 500ms", "late").train();

    assertThat(report.isComplete()).isTrue();
    assertThat(report.trained()).isEqualTo(Map.of(Verdict.TIMED_OUT, 1L));
  }

  @Test
  void whatIsStoppedOnceBeginsNoOtherWave() throws Exception {
    TestSweep sweep = sweep(ENDLESS + "trial-timeout = 3s, seeds = 4", "once");
    AtomicInteger most = new AtomicInteger();
    SweepJob job =
        sweep.job(false, status -> most.accumulateAndGet(status.wavesInFlight(), Math::max));
    CompletableFuture<SweepReport> running = CompletableFuture.supplyAsync(job::run);
    while (most.get() == 0 && !running.isDone()) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
    job.stop();

    SweepReport stopped = running.get(60, TimeUnit.SECONDS);
    assertThat(stopped.stopped()).isTrue();
    assertThat(stopped.failedWaves()).isEmpty();
    assertThat(stopped.trained()).isEqualTo(Map.of(Verdict.TIMED_OUT, 1L));
    assertThat(stopped.committed()).isEqualTo(1);
    assertThat(most).hasValue(1);
  }

  @Test
  void whatIsStoppedTwiceIsGivenUpAndTrainedByTheNextDriver() throws Exception {
    TestSweep sweep = sweep(ENDLESS + "trial-timeout = 20s", "stopped");
    AtomicInteger told = new AtomicInteger();
    SweepJob job =
        sweep.job(
            false,
            status -> {
              if (status.wavesInFlight() > 0) {
                told.incrementAndGet();
              }
            });
    CompletableFuture<SweepReport> running = CompletableFuture.supplyAsync(job::run);
    while (told.get() < 4 && !running.isDone()) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
    job.stop();
    job.stop();

    SweepReport stopped = running.get(60, TimeUnit.SECONDS);
    assertThat(stopped.stopped()).isTrue();
    assertThat(stopped.committed()).isZero();
    assertThat(stopped.failedWaves()).isEmpty();
    SweepReport next = sweep.train();
    assertThat(next.committedBefore()).isZero();
    assertThat(next.trained()).isEqualTo(Map.of(Verdict.TIMED_OUT, 1L));
  }

  /** A worker of the first has 25 GB of activations at least. */
  @Test
  @Tag("slow")
  void aTrialThatFailsOnExecutorsFailsAlone() {
    SweepReport report =
        sweep(
                """
                recipe = "gaussian", steps = 2, batch = 65536, pretrain = none, gap = none
                training = data-parallel, workers = 1, discriminator.hidden = [4]
                grid = [
                  { axis = generator.hidden, values = [[32000, 1, 32000, 1, 32000], [4]] }
                ]
                """,
                "large")
            .train();

    assertThat(report.failedWaves()).isEmpty();
    assertThat(report.isComplete()).isTrue();
    assertThat(report.trained()).containsEntry(Verdict.FAILED, 1L);
    List<Row> rows = rows();
    assertThat(rows).hasSize(2);
    assertThat(rows)
        .filteredOn(row -> row.getAs("failure") != null)
        .singleElement()
        .satisfies(
            row ->
                assertThat(row.<String>getAs("failure"))
                    .matches(
                        "java.lang.IllegalStateException: a trial of gaussian needs more than the"
                            + " [\\d,]+ MB outside the heap that are free for it; lower hidden or"
                            + " batch, or raise -Dorg.bytedeco.javacpp.maxphysicalbytes"));
    assertThat(rows).extracting(row -> row.<String>getAs("backend")).containsOnly("nd4j-cpu");
  }

  private List<Row> rows() {
    return LocalSpark.session()
        .read()
        .option("recursiveFileLookup", "true")
        .parquet(folder.resolve("trials").toString())
        .select("failure", "backend")
        .collectAsList();
  }

  @Test
  void itsOwnErrorInTheDriverIsItsOutcome() {
    TrialResult result =
        DataParallelTrials.train(
            small("driver"),
            (round, state) -> {
              throw new ArithmeticException("no evaluation of this");
            },
            "graph",
            steps -> {});

    assertThat(result.outcome())
        .isEqualTo(Outcome.failed(new ArithmeticException("no evaluation of this")));
  }

  @Test
  void whatHappensToTheJobIsNotItsOutcome() {
    Trial trial = small("job");
    SparkWorkers workers = new SparkWorkers(context(), "absent", trial);

    assertThatThrownBy(() -> DataParallelTrials.train(trial, workers, "graph", steps -> {}))
        .isInstanceOf(SparkWorkers.JobException.class)
        .hasMessage("updates 0 to 1 of trial " + trial.id() + " failed")
        .hasStackTraceContaining("no engine \"absent\" on this class path");
  }

  @Test
  void anUnfitMachineIsNotItsOutcome() {
    Trial trial = small("unfit");
    System.setProperty(FaultEngine.PROPERTY, "unfit *");
    try {
      SparkWorkers workers = new SparkWorkers(context(), "fault", trial);

      assertThatThrownBy(() -> DataParallelTrials.train(trial, workers, "graph", steps -> {}))
          .isInstanceOf(SparkWorkers.JobException.class)
          .hasStackTraceContaining("fault: an unfit machine");
      TestSweep sweep = new TestSweep(SMALL, "fault", folder.toString(), "unfit-driver");
      assertThatThrownBy(sweep::train)
          .isInstanceOf(UnfitClusterException.class)
          .hasMessage(
              "data-parallel trials are evaluated in the driver, and there fault: an unfit machine");
    } finally {
      System.clearProperty(FaultEngine.PROPERTY);
    }
  }

  private Trial small(String run) {
    return sweep(SMALL, run).plan().trials().get(0);
  }

  private static JavaSparkContext context() {
    return JavaSparkContext.fromSparkContext(LocalSpark.session().sparkContext());
  }

  @Test
  void aTreeOfSumsLosesNoWorker() {
    Trial trial =
        sweep(
                """
                recipe = "normal", steps = 7, log-every = 3, optimizer = sgd, batch = 4
                training = data-parallel, workers = 9
                """,
                "tree")
            .plan()
            .trials()
            .get(0);
    Trial whole =
        sweep("recipe = normal, steps = 7, log-every = 3, optimizer = sgd, batch = 36", "whole")
            .plan()
            .trials()
            .get(0);
    TrialResult result =
        DataParallelTrials.train(
            trial, new SparkWorkers(context(), "graph", trial), "graph", steps -> {});

    List<TrialResult> alone = new ArrayList<>();
    Engines.get("graph").train(new Cohort(List.of(whole)), alone::add);
    assertThat(result.history().steps()).containsExactly(0, 3, 6);
    for (Metric metric : List.of(Metric.D_LOSS, Metric.G_LOSS, Metric.WASSERSTEIN)) {
      assertThat(result.history().value(metric, 2))
          .isCloseTo(alone.get(0).history().value(metric, 2), within(1e-4f));
    }
  }
}
