// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import saddlepoint.table.TableFolder;
import saddlepoint.testing.FaultEngine;
import saddlepoint.testing.LocalSpark;
import saddlepoint.testing.Problems;
import saddlepoint.testing.SparkProcess;

/** On executors of their own, in a driver of its own: one random seed kills every executor. */
class LostExecutorIT {
  /** So much work a trial that each is a wave. */
  private static final String HOCON =
      """
      name = "lost", recipe = "gaussian"
      steps = 2000000000, log-every = 500000000
      seeds = 4
      """;

  @TempDir private Path folder;

  @Test
  void aTrialThatKillsItsExecutorsFailsAlone() throws Exception {
    assertThat(drive("local-cluster[2,1,700]", "halt 3"))
        .contains("planned=4, committedBefore=0, committed=4, awaited=0")
        .contains("FAILED=1")
        .contains("failedWaves=[]");
    assertThat(
            LocalSpark.session()
                .read()
                .parquet(folder.resolve("out/trials").toString())
                .where("verdict = 'FAILED' and random_seed = 3")
                .select("reason")
                .collectAsList())
        .singleElement()
        .asString()
        .matches(
            "\\[quarantined: its process died, and again with nothing else at work \\(executor"
                + " \\d+: EXITED, Command exited with code 137\\); --retry-failed tries it"
                + " again]");

    assertThat(drive("local[2]", "")).contains("planned=4, committedBefore=4, committed=4");
    assertThat(Problems.of(TableFolder.open(folder.resolve("out").toString(), new Configuration())))
        .isEmpty();
  }

  /** The task that Spark gives to another executor does not begin anew. */
  @Test
  void aTrialWhoseExecutorIsKilledGoesOn() throws Exception {
    String hocon =
        """
        name = "long", recipe = "gaussian", steps = 20000, log-every = 500, gap = none
        checkpoint-every = 1000
        """;
    SparkProcess driver = new SparkProcess(folder, "local-cluster[1,1,700]");
    CompletableFuture<String> sweep =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return driver.sweep(hocon, "scalar");
              } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    Path checkpoints = driver.out().resolve("runs/run=long/checkpoints");
    while (!sweep.isDone() && !Files.exists(checkpoints)) {
      Thread.sleep(20);
    }
    while (!sweep.isDone() && !hasCheckpoint(checkpoints)) {
      Thread.sleep(5);
    }
    List<ProcessHandle> executors =
        ProcessHandle.current().descendants().filter(LostExecutorIT::isExecutor).toList();
    executors.forEach(ProcessHandle::destroyForcibly);

    assertThat(sweep.join()).contains("planned=1, committedBefore=0, committed=1");

    assertThat(executors).hasSize(1);
    List<Row> rows =
        LocalSpark.session()
            .read()
            .parquet(driver.out().resolve("trials").toString())
            .select("continued_from", "steps_done", "executor")
            .collectAsList();
    assertThat(rows).hasSize(1);
    assertThat(rows.get(0).getInt(0)).isBetween(1000, 19_000);
    assertThat(rows.get(0).getInt(1)).isEqualTo(20_000);
    assertThat(rows.get(0).getString(2)).isNotEqualTo("0");
    assertThat(checkpoints).doesNotExist();
  }

  private static boolean hasCheckpoint(Path checkpoints) throws IOException {
    try (Stream<Path> files = Files.walk(checkpoints)) {
      return files.anyMatch(file -> file.toString().endsWith(".checkpoint"));
    } catch (UncheckedIOException e) {
      // What is being written is renamed while it is listed.
      return false;
    }
  }

  /** Whether a driver started it, which this process started. */
  private static boolean isExecutor(ProcessHandle process) {
    return process
        .parent()
        .flatMap(ProcessHandle::parent)
        .filter(ProcessHandle.current()::equals)
        .isPresent();
  }

  /** Runs a driver and returns what it reported. */
  private String drive(String master, String faults) throws IOException, InterruptedException {
    return new SparkProcess(folder, master)
        .with("spark.executorEnv." + FaultEngine.VARIABLE, faults)
        // Each executor takes its time to start.
        .with("spark.task.maxFailures", 2)
        .sweep(HOCON, "fault")
        .lines()
        .filter(line -> line.startsWith("SweepReport["))
        .findFirst()
        .orElseGet(() -> "no report in driver.log");
  }
}
