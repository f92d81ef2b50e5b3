// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import saddlepoint.metric.Verdict;
import saddlepoint.sweep.CheckpointInterval;
import saddlepoint.sweep.Trial;
import saddlepoint.table.Column;
import saddlepoint.table.TableFolder;
import saddlepoint.table.TrialsTable;
import saddlepoint.table.Views;
import saddlepoint.testing.FaultEngine;
import saddlepoint.testing.LocalSpark;
import saddlepoint.testing.Problems;
import saddlepoint.testing.TestSweep;

class SweepJobIT {
  /** 24 trials; the work of one is chosen so that they make several waves. */
  @TempDir private Path folder;

  @AfterEach
  void forgetFaults() {
    System.clearProperty(FaultEngine.PROPERTY);
  }

  @Test
  void trainsWritesAndShowsEveryTrial() {
    TestSweep sweep = sweep(TestSweep.GRID, "none", "first");

    SweepReport report = sweep.train();

    assertThat(report.isComplete()).isTrue();
    assertThat(report.planned()).isEqualTo(24);
    assertThat(report.committedBefore()).isZero();
    assertThat(report.trained()).isEqualTo(Map.of(Verdict.FALSE_EQUILIBRIUM, 24L));
    assertThat(report.verdicts()).isEqualTo(report.trained());
    assertThat(waveFiles().size()).isGreaterThan(3);
    SparkSession session = views();
    assertThat(ids(session)).containsExactlyInAnyOrderElementsOf(planned(sweep));
    Row row =
        session
            .sql(
                """
                SELECT run, recipe, preset, random_seed, attempt, engine, engine_reason, arithmetic,
                  steps, hidden, generator_hidden, discriminator_hidden, optimizer, momentum_here,
                  learning_rate, differences['batch'], verdict, reason, in_band, dwell, exits,
                  d_real, d_score, size(history_step), history_step[0], log_every, non_finite,
                  trial_timeout, steps_done, residual, history_residual
                FROM (SELECT *, map_contains_key(settings, 'generator.momentum') AS momentum_here
                  FROM trials)
                WHERE hidden = 16 AND learning_rate = 0.002 AND random_seed = 3""")
            .first();
    assertThat(row.mkString("|"))
        .isEqualTo(
            "first|gaussian|original|3|1|none|asked for|none|100000|16|WrappedArray(16)|"
                + "WrappedArray(32, 32, 32)|sgd|false|0.002|8|FALSE_EQUILIBRIUM|"
                + row.getString(17)
                + "|true|1.0|0|0.5|"
                + row.getDouble(22)
                + "|10|0|12345|WrappedArray()|null|100000|null|null");
    assertThat(row.getString(17)).startsWith("in the band; sd ");
    assertThat(row.getDouble(22)).isCloseTo(-Math.log(4), within(1e-6));
  }

  @Test
  void measuredNumbersAreWrittenWithoutDictionaries() throws IOException {
    // A file of one row has no dictionaries at all; so short ones make one wave.
    String many =
        TestSweep.GRID
            .replace("steps = 100000, log-every = 12345", "steps = 100, log-every = 10")
            .replace("seeds = 4", "seeds = 100");
    assertThat(many).contains("steps = 100,", "seeds = 100");
    sweep(many, "none", "plain").train();

    assertThat(TrialsTable.measuredPaths())
        .contains("history_d_real.list.element", "snapshot_generator.list.element.list.element");
    for (String path : TrialsTable.measuredPaths()) {
      assertThat(hasDictionary(path)).as("dictionary of %s", path).isFalse();
    }
    assertThat(hasDictionary("history_step.list.element")).isTrue();
  }

  @Test
  void flattensHistoriesAndSumsUpCellsAndRuns() {
    TestSweep sweep = sweep(TestSweep.GRID, "none", "first");
    sweep.train();
    sweep(TestSweep.GRID.replace("seeds = 4", "seeds = 2"), "none", "second").train();

    SparkSession session = views();

    // 0, 12345, ..., 98760 and the last step: ten logged steps a trial.
    assertThat(count(session, "SELECT count(*) FROM metrics WHERE run = 'first'")).isEqualTo(240);
    assertThat(count(session, "SELECT count(d_real) FROM metrics WHERE run = 'first'"))
        .isEqualTo(240);
    // Evaluated at the end only.
    assertThat(count(session, "SELECT count(wasserstein) FROM metrics WHERE run = 'first'"))
        .isEqualTo(24);
    assertThat(
            count(
                session,
                "SELECT count(*) FROM metrics WHERE wasserstein IS NOT NULL AND step = 99999"))
        .isEqualTo(36);
    assertThat(
            count(
                session,
                "SELECT count(*) FROM cells WHERE trials = false_equilibrium AND trials = 4"))
        .isEqualTo(6);
    assertThat(count(session, "SELECT count(*) FROM cells WHERE run = 'second' AND trials = 2"))
        .isEqualTo(6);
    assertThat(
            session
                .sql("SELECT run, drivers, unfinished, planned, trials, engine FROM runs")
                .collectAsList())
        .extracting(row -> row.mkString("|"))
        .containsExactlyInAnyOrder("first|1|0|24|24|none", "second|1|0|12|12|none");
  }

  @Test
  void goesOnWhereItWasStopped() throws IOException {
    TestSweep sweep = sweep(TestSweep.GRID, "fault", "stopped");
    System.setProperty(FaultEngine.PROPERTY, "sleep * 50");
    AtomicBoolean isStopped = new AtomicBoolean();
    SweepJob[] job = new SweepJob[1];
    job[0] =
        sweep.job(
            false,
            status -> {
              if (status.wavesDone() > 0 && !isStopped.getAndSet(true)) {
                job[0].stop();
              }
            });

    SweepReport first = job[0].run();

    assertThat(first.stopped()).isTrue();
    assertThat(first.isComplete()).isFalse();
    assertThat(first.committed()).isPositive();
    Map<Path, String> before = stamps();
    SweepReport second = sweep.train();
    assertThat(second.committedBefore()).isEqualTo(first.committed());
    assertThat(second.isComplete()).isTrue();
    assertThat(stamps()).containsAllEntriesOf(before);
    assertThat(ids(views())).containsExactlyInAnyOrderElementsOf(planned(sweep));
  }

  @Test
  void endsInTimeAndGoesOn() {
    TestSweep sweep = sweep(TestSweep.GRID, "fault", "timed");
    // On two cores that is a minute.
    System.setProperty(FaultEngine.PROPERTY, "sleep * 5000");
    LocalSpark.session();

    SweepReport first = sweep.trainWithin(Duration.ofSeconds(4));

    assertThat(first.timeUp()).isTrue();
    assertThat(first.stopped()).isTrue();
    assertThat(first.failedWaves()).isEmpty();
    assertThat(first.committed()).isLessThan(24);
    System.clearProperty(FaultEngine.PROPERTY);
    SweepReport second = sweep.trainWithin(Duration.ofHours(1));
    assertThat(second.committedBefore()).isEqualTo(first.committed());
    assertThat(second.isComplete()).isTrue();
    assertThat(second.timeUp()).isFalse();
    assertThat(ids(views())).containsExactlyInAnyOrderElementsOf(planned(sweep));
  }

  @Test
  void anErrorOfTheJvmInATrialIsThatTrialsOutcome() {
    TestSweep sweep = sweep(TestSweep.GRID, "fault", "errors");
    System.setProperty(FaultEngine.PROPERTY, "memory 1;stack 2;link 3");

    SweepReport report = sweep.train();

    assertThat(report.verdicts())
        .as(report.toString())
        .isEqualTo(Map.of(Verdict.FALSE_EQUILIBRIUM, 6L, Verdict.FAILED, 18L));
    assertThat(reasons())
        .contains("java.lang.StackOverflowError", "java.lang.NoClassDefFoundError: fault")
        .anySatisfy(
            reason ->
                assertThat(reason)
                    .matches(
                        "java.lang.OutOfMemoryError: Java heap space: too little memory for this"
                            + " trial in a process with a heap of \\d+ MiB; give it more, for"
                            + " example SADDLEPOINT_MEMORY=8g, and say --retry-failed"));
  }

  @Test
  void startsNoSparkWhenAllIsCommitted() {
    TestSweep sweep = sweep(TestSweep.GRID, "none", "again");
    sweep.train();
    SweepRequest request =
        new SweepRequest(
            sweep.plan(),
            "none",
            "asked for",
            CheckpointInterval.NONE,
            folder.toString(),
            "again",
            false,
            false,
            Optional.empty(),
            "again");

    SweepReport report =
        new SweepJob(
                request,
                () -> {
                  throw new IllegalStateException("a session was asked for");
                },
                SweepProgress.NONE)
            .run();

    assertThat(report.committedBefore()).isEqualTo(24);
    assertThat(report.isComplete()).isTrue();
    assertThat(report.trained()).isEmpty();
  }

  @Test
  void trainsOnlyWhatAWiderGridAdds() throws IOException {
    sweep(TestSweep.GRID, "none", "wide").train();
    Map<Path, String> before = stamps();
    TestSweep wider = sweep(TestSweep.GRID.replace("seeds = 4", "seeds = 7"), "none", "wide");

    SweepReport report = wider.train();

    assertThat(report.committedBefore()).isEqualTo(24);
    assertThat(report.trained()).isEqualTo(Map.of(Verdict.FALSE_EQUILIBRIUM, 18L));
    assertThat(stamps()).containsAllEntriesOf(before);
    assertThat(ids(views())).containsExactlyInAnyOrderElementsOf(planned(wider));
    assertThat(folder.resolve("runs/run=wide/cut-0002.json")).exists();
  }

  @Test
  void retriesWhatFailedWhenAskedTo() {
    TestSweep sweep = sweep(TestSweep.GRID, "fault", "retried");
    System.setProperty(FaultEngine.PROPERTY, "throw 2;nan 3 12345;silent 4");

    SweepReport first = sweep.train();

    assertThat(first.isComplete()).isTrue();
    assertThat(first.verdicts())
        .isEqualTo(
            Map.of(Verdict.FALSE_EQUILIBRIUM, 6L, Verdict.FAILED, 12L, Verdict.DIVERGED, 6L));
    assertThat(reasons())
        .contains(
            "java.lang.IllegalStateException: fault: random seed 2",
            "java.lang.IllegalStateException: engine fault has not told how the trial ended",
            "a figure of step 12345 was not finite");
    System.clearProperty(FaultEngine.PROPERTY);
    assertThat(sweep.train().trained()).isEmpty();

    SweepReport retried = sweep.retry();

    assertThat(retried.trained()).isEqualTo(Map.of(Verdict.FALSE_EQUILIBRIUM, 12L));
    assertThat(retried.verdicts())
        .isEqualTo(Map.of(Verdict.FALSE_EQUILIBRIUM, 18L, Verdict.DIVERGED, 6L));
    SparkSession session = views();
    assertThat(ids(session)).containsExactlyInAnyOrderElementsOf(planned(sweep));
    assertThat(count(session, "SELECT count(*) FROM trials WHERE attempt = 2")).isEqualTo(12);
    assertThat(count(session, "SELECT sum(false_equilibrium) FROM cells")).isEqualTo(18);
    assertThat(sweep.retry().trained()).isEmpty();
  }

  @Test
  void aRetryThatWasStoppedIsNotComplete() {
    TestSweep sweep = sweep(TestSweep.GRID, "fault", "unretried");
    System.setProperty(FaultEngine.PROPERTY, "throw 2");
    assertThat(sweep.train().awaited()).isZero();
    System.clearProperty(FaultEngine.PROPERTY);
    SweepJob job = sweep.job(true, SweepProgress.NONE);
    job.stop();

    SweepReport stopped = job.run();

    assertThat(stopped.stopped()).isTrue();
    assertThat(stopped.committed()).isEqualTo(24);
    assertThat(stopped.awaited()).isEqualTo(6);
    assertThat(stopped.isComplete()).isFalse();
    assertThat(sweep.retry().isComplete()).isTrue();
  }

  @Test
  void aTrialThatCannotBeJudgedHasFailed() {
    TestSweep sweep = sweep(TestSweep.GRID, "fault", "unjudged");
    System.setProperty(FaultEngine.PROPERTY, "unjudged 2");

    SweepReport report = sweep.train();

    assertThat(report.isComplete()).isTrue();
    assertThat(report.verdicts())
        .isEqualTo(Map.of(Verdict.FALSE_EQUILIBRIUM, 18L, Verdict.FAILED, 6L));
    assertThat(reasons())
        .anySatisfy(reason -> assertThat(reason).startsWith("java.lang.NullPointerException"));
  }

  @Test
  void goesOnWhenNobodyCanBeToldOfTheProgress() {
    TestSweep sweep = sweep(TestSweep.GRID, "none", "untold");
    List<Long> steps = new ArrayList<>();
    SweepJob job =
        sweep.job(
            false,
            status -> {
              steps.add(status.steps());
              throw new IllegalStateException("the terminal is gone");
            });

    assertThat(job.run().isComplete()).isTrue();

    // All steps of all trials: the last step's index is one less.
    assertThat(steps.get(steps.size() - 1)).isEqualTo(24L * 100_000);
  }

  @Test
  void namesFiguresThatAreNotFinite() {
    System.setProperty(FaultEngine.PROPERTY, "nan 1 12345");
    sweep(TestSweep.GRID + "loss = least-squares", "fault", "nan").train();

    Row row =
        views()
            .sql(
                """
                SELECT d_real, array_contains(non_finite, 'd_real'), d_score,
                  array_contains(non_finite, 'd_score'), history_d_score IS NULL,
                  isnan(history_d_real[1]), history_step[1], diverged_step, steps_done, wasserstein
                FROM trials WHERE random_seed = 1""")
            .first();

    assertThat(row.mkString("|"))
        .isEqualTo("null|true|null|false|true|true|12345|12345|12346|null");
  }

  @Test
  void losesAndDoublesNothingWhenDriversRace() throws Exception {
    System.setProperty(FaultEngine.PROPERTY, "sleep * 30");
    TestSweep sweep = sweep(TestSweep.GRID, "fault", "race");
    List<CompletableFuture<SweepReport>> drivers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      drivers.add(CompletableFuture.supplyAsync(sweep::train));
    }

    long trained = 0;
    for (CompletableFuture<SweepReport> driver : drivers) {
      assertThat(driver.get().isComplete()).isTrue();
      assertThat(driver.get().failedWaves()).isEmpty();
      trained += driver.get().trained().getOrDefault(Verdict.FALSE_EQUILIBRIUM, 0L);
    }

    assertThat(trained).isEqualTo(24);
    assertThat(ids(views())).containsExactlyInAnyOrderElementsOf(planned(sweep));
    assertThat(Problems.of(tables())).isEmpty();
    assertThat(folder.resolve("staging")).isEmptyDirectory();
  }

  @Test
  void anotherDriverOfANarrowerPlanTrainsWholeWaves() {
    System.setProperty(FaultEngine.PROPERTY, "sleep * 20");
    TestSweep wide = sweep(TestSweep.GRID, "fault", "narrow");
    SweepJob stopped = wide.job(false, SweepProgress.NONE);
    stopped.stop();
    assertThat(stopped.run().committed()).isZero();

    TestSweep narrow = sweep(TestSweep.GRID.replace("seeds = 4", "seeds = [4]"), "fault", "narrow");
    SweepReport report = narrow.train();

    assertThat(report.planned()).isEqualTo(6);
    assertThat(report.isComplete()).isTrue();
    assertThat(report.trained().get(Verdict.FALSE_EQUILIBRIUM)).isGreaterThan(6);
    assertThat(wide.train().isComplete()).isTrue();
    assertThat(ids(views())).containsExactlyInAnyOrderElementsOf(planned(wide));
  }

  @Test
  void keepsTheNameOfARunThatLooksLikeADate() {
    sweep(TestSweep.GRID, "none", "2026-08-01").train();

    SparkSession session = views();

    assertThat(session.table("trials").schema().apply("run").dataType())
        .isEqualTo(DataTypes.StringType);
    assertThat(count(session, "SELECT count(*) FROM trials WHERE run = '2026-08-01'"))
        .isEqualTo(24);
  }

  @Test
  void writesTheDeclaredColumns() throws IOException {
    sweep(TestSweep.GRID, "none", "columns").train();

    assertThat(
            Stream.of(
                    LocalSpark.session()
                        .read()
                        .parquet(waveFiles().get(0).toString())
                        .schema()
                        .fields())
                .map(field -> field.name() + " " + field.dataType().sql()))
        .containsExactlyElementsOf(
            TrialsTable.columns().stream()
                .map(Column::field)
                .map(field -> field.name() + " " + field.dataType().sql())
                .toList());
  }

  private TestSweep sweep(String hocon, String engine, String run) {
    return new TestSweep(hocon, engine, folder.toString(), run);
  }

  private TableFolder tables() {
    return TableFolder.open(folder.toString(), new Configuration());
  }

  private SparkSession views() {
    SparkSession session = LocalSpark.session().newSession();
    Views.register(session, tables().requireSound(List.of()));
    return session;
  }

  private static long count(SparkSession session, String query) {
    return session.sql(query).first().getLong(0);
  }

  private static List<String> ids(SparkSession session) {
    return session.sql("SELECT trial_id FROM trials").collectAsList().stream()
        .map(row -> row.getString(0))
        .toList();
  }

  private Set<String> reasons() {
    Set<String> reasons = new HashSet<>();
    views()
        .sql("SELECT DISTINCT reason FROM trials")
        .collectAsList()
        .forEach(row -> reasons.add(row.getString(0)));
    return reasons;
  }

  private static List<String> planned(TestSweep sweep) {
    return sweep.plan().trials().stream().map(Trial::id).toList();
  }

  private List<Path> waveFiles() {
    try (Stream<Path> files = Files.walk(folder.resolve("trials"))) {
      return files.filter(file -> file.toString().endsWith(".parquet")).sorted().toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Whether a column of the first committed file has a dictionary. */
  private boolean hasDictionary(String path) throws IOException {
    Configuration configuration = new Configuration();
    var file = new org.apache.hadoop.fs.Path(waveFiles().get(0).toUri());
    try (ParquetFileReader reader =
        ParquetFileReader.open(HadoopInputFile.fromPath(file, configuration))) {
      return reader.getFooter().getBlocks().get(0).getColumns().stream()
          .filter(column -> column.getPath().toDotString().equals(path))
          .findFirst()
          .orElseThrow(() -> new AssertionError("no column " + path))
          .hasDictionaryPage();
    }
  }

  /** Size and time of change of every committed file. */
  private Map<Path, String> stamps() throws IOException {
    Map<Path, String> stamps = new java.util.TreeMap<>();
    for (Path file : waveFiles()) {
      stamps.put(file, Files.size(file) + " " + Files.getLastModifiedTime(file));
    }
    return stamps;
  }
}
