// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import saddlepoint.table.TableFolder;
import saddlepoint.testing.FaultEngine;
import saddlepoint.testing.SweepMain;

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
    assertThat(TableFolder.open(folder.resolve("out").toString(), new Configuration()).check())
        .isEmpty();
  }

  /** Runs a driver and returns what it reported. */
  private String drive(String master, String faults) throws IOException, InterruptedException {
    Path sweep = folder.resolve("lost.conf");
    Files.writeString(sweep, HOCON);
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
            "spark.master=" + master,
            "spark.executor.memory=600m",
            "spark.executor.extraClassPath=" + classPath,
            "spark.executorEnv." + FaultEngine.VARIABLE + "=" + faults,
            "spark.ui.enabled=false",
            "spark.driver.host=127.0.0.1",
            "spark.driver.bindAddress=127.0.0.1")) {
      command.add("-D" + setting);
    }
    command.addAll(List.of("-Xmx700m", "-cp", classPath, SweepMain.class.getName()));
    command.addAll(List.of(sweep.toString(), "fault", folder.resolve("out").toString()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.directory(folder.toFile());
    builder.environment().put("SPARK_HOME", home.toString());
    builder.environment().put("SPARK_SCALA_VERSION", "2.12");
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    Path log = folder.resolve("driver.log");
    builder.redirectErrorStream(true).redirectOutput(log.toFile()).start().waitFor();
    return Files.readString(log, UTF_8)
        .lines()
        .filter(line -> line.startsWith("SweepReport["))
        .findFirst()
        .orElseGet(() -> "no report; see " + log);
  }
}
