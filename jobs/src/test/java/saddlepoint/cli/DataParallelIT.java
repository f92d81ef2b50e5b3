// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import saddlepoint.engine.Cohort;
import saddlepoint.engine.Engines;
import saddlepoint.engine.History;
import saddlepoint.engine.Snapshot;
import saddlepoint.engine.TrialResult;
import saddlepoint.generator.GeneratorFile;
import saddlepoint.jobs.replay.StoredGenerator;
import saddlepoint.jobs.replay.StoredTrial;
import saddlepoint.metric.Metric;
import saddlepoint.sweep.Trial;
import saddlepoint.table.StoredRow;
import saddlepoint.table.TableFolder;
import saddlepoint.table.Views;
import saddlepoint.testing.LocalSpark;

/**
 * One GAN by two executors of their own, from the command line in a driver of its own; replayed in
 * this JVM, where both workers take turns and nothing is Spark's or DL4J's.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DataParallelIT {
  private static final double TOLERANCE = 1e-5;

  /** Of ten logged metrics at four steps; there are more. */
  private static final int FEWEST_FIGURES = 40;

  private static final String SWEEP =
      """
      name = "averaged", engine = graph
      recipe = curves, steps = 30, log-every = 10, pretrain = g, pretrain-steps = 5
      snapshot { every = 15, trials = 1 }, keep-generator = final
      training = data-parallel, workers = 2
      grid = [
        { axis = averaging-frequency, values = [1, 10] }
        { axis = update-order, values = [simultaneous, alternating] }
      ]
      """;

  private Path folder;
  private Path conf;
  private String out;
  private String log;

  @BeforeAll
  void trainOnce(@TempDir Path shared) throws IOException, InterruptedException {
    folder = shared;
    LocalSpark.session();
    conf = Files.writeString(folder.resolve("averaged.conf"), SWEEP);
    out = folder.resolve("results").toString();
    log = drive("sweep", conf.toString(), "--out", out);
  }

  @Test
  void everyTrialIsCommittedWithItsVerdict() {
    assertThat(log)
        .contains("4 trials in 4 cells, run averaged, engine graph (asked for)")
        .contains("all 4 trials of run averaged are committed: ");
    List<String> rows =
        query(
            "SELECT verdict, settings['training'], settings['workers'],"
                + " settings['averaging-frequency'], engine, backend, device, driver IS NULL,"
                + " cast(wasserstein AS STRING) FROM trials");
    assertThat(rows).hasSize(4);
    assertThat(rows)
        .allMatch(
            row -> row.matches("[A-Z_]+,data-parallel,2,(1|10),graph,nd4j-cpu,cpu,true,[0-9.E-]+"))
        .noneMatch(row -> row.startsWith("FAILED") || row.startsWith("TIMED_OUT"));
    assertThat(run("sweep", conf.toString(), "--out", out).out())
        .startsWith("nothing to do: all 4 trials of run averaged are committed");
  }

  /** Sums of ND4J may differ in their last bit from process to process; more must not. */
  @Test
  void workersInOneProcessTrainTheSame() {
    SparkSession session = LocalSpark.session();
    TableFolder tables = TableFolder.open(out, TableFolder.configuration());
    Views.register(session, tables.requireSound(List.of()));
    List<Row> rows = session.table("trials").collectAsList();
    assertThat(rows).hasSize(4);
    for (Row stored : rows) {
      Trial trial = StoredTrial.of(tables, stored).again(/* evaluated= */ true, 0);
      List<TrialResult> results = new ArrayList<>();
      Engines.get("graph").train(new Cohort(List.of(trial)), results::add);
      assertSame(stored, results.get(0).history());
    }
  }

  @Test
  void theKeptGeneratorIsTheLastAverage() throws IOException {
    TableFolder tables = TableFolder.open(out, TableFolder.configuration());
    Views.register(LocalSpark.session(), tables.requireSound(List.of()));
    for (Row row : LocalSpark.session().table("trials").collectAsList()) {
      GeneratorFile file = StoredGenerator.of(tables, row, OptionalInt.empty()).file();
      List<Snapshot> snapshots = new StoredRow(row).snapshots();
      Snapshot last = snapshots.get(snapshots.size() - 1);

      assertThat(file.step()).isEqualTo(29).isEqualTo(last.step());
      assertThat(file.parameters(StoredTrial.of(tables, row).trial().gan().generator()))
          .isEqualTo(last.generator());
    }
  }

  private static void assertSame(Row stored, History history) {
    int compared = 0;
    for (Metric metric : Metric.values()) {
      if (!metric.kind().hasHistory()) {
        continue;
      }
      List<Float> values = stored.getList(stored.fieldIndex("history_" + metric.column()));
      for (int row = 0; values != null && row < values.size(); row++) {
        float found = history.value(metric, row);
        if (values.get(row) == null) {
          assertThat(found).isNaN();
        } else {
          assertThat((double) found)
              .as("%s of row %d", metric, row)
              .isCloseTo(values.get(row), within(TOLERANCE * Math.abs(values.get(row))));
          compared++;
        }
      }
    }
    assertThat(compared).isGreaterThan(FEWEST_FIGURES);
  }

  @Test
  void aTrialOfWorkersIsReplayed() {
    String id = query("SELECT trial_id FROM trials").get(0);

    CommandRun replay = run("replay", id, "--out", out);

    assertThat(replay.exit()).as(replay.err()).isIn(0, 1);
    assertThat(replay.out()).containsAnyOf("identical: ", "different: ");
  }

  @Test
  void anEngineWithoutWorkersIsRefused() {
    CommandRun refused = run("sweep", conf.toString(), "--out", out, "--engine", "scalar");

    assertThat(refused.exit()).isEqualTo(2);
    assertThat(refused.err())
        .contains("engine scalar: cannot train curves ")
        .contains(": training = data-parallel needs --engine graph\n")
        .contains("nothing was started");
    assertThat(run("train", "curves", "training=data-parallel").err())
        .contains("put it into a sweep's file with `engine = graph`, or leave training out");
  }

  private List<String> query(String sql) {
    CommandRun run = run("query", "-e", sql, "--out", out, "--format", "csv");
    assertThat(run.exit()).as(run.err()).isZero();
    return run.outLines().stream().skip(1).toList();
  }

  private static CommandRun run(String... arguments) {
    return CommandRun.of(arguments);
  }

  /** Runs a driver with two executors and returns what it said. */
  private String drive(String... arguments) throws IOException, InterruptedException {
    Path home = Files.createDirectories(folder.resolve("spark-home"));
    Files.createDirectories(home.resolve("jars"));
    String classPath = System.getProperty("java.class.path");
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--add-") || argument.startsWith("-Dlog4j"))
        .forEach(command::add);
    for (String setting :
        List.of(
            "spark.master=local-cluster[2,1,700]",
            "spark.executor.memory=600m",
            "spark.executor.extraClassPath=" + classPath,
            "spark.executorEnv.OMP_NUM_THREADS=1",
            "spark.ui.enabled=false",
            "spark.driver.host=127.0.0.1",
            "spark.driver.bindAddress=127.0.0.1")) {
      command.add("-D" + setting);
    }
    command.addAll(List.of("-Xmx700m", "-cp", classPath, Main.class.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.directory(folder.toFile());
    builder.environment().put("SPARK_HOME", home.toString());
    builder.environment().put("SPARK_SCALA_VERSION", "2.12");
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    Path file = folder.resolve("driver.log");
    builder.redirectErrorStream(true).redirectOutput(file.toFile()).start().waitFor();
    return Files.readString(file, UTF_8);
  }
}
