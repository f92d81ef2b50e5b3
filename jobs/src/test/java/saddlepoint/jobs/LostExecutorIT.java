// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import saddlepoint.table.TableFolder;
import saddlepoint.testing.FaultEngine;
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
  void aWaveThatKillsItsExecutorsCostsThatWaveAlone() throws Exception {
    assertThat(drive("local-cluster[2,1,700]", "halt 3"))
        .contains("planned=4, committedBefore=0, committed=3");
    assertThat(Files.readString(folder.resolve("driver.log"), UTF_8))
        .contains("failedWaves=[FailedWave[id=")
        .contains("failed 4 times");

    assertThat(drive("local[2]", "")).contains("planned=4, committedBefore=3, committed=4");
    assertThat(Problems.of(TableFolder.open(folder.resolve("out").toString(), new Configuration())))
        .isEmpty();
  }

  /** Runs a driver and returns what it reported. */
  private String drive(String master, String faults) throws IOException, InterruptedException {
    return new SparkProcess(folder, master)
        .with("spark.executorEnv." + FaultEngine.VARIABLE, faults)
        .sweep(HOCON, "fault")
        .lines()
        .filter(line -> line.startsWith("SweepReport["))
        .findFirst()
        .orElseGet(() -> "no report in driver.log");
  }
}
