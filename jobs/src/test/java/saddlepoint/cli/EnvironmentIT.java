// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import saddlepoint.testing.Application;
import saddlepoint.testing.CommittedRows;
import saddlepoint.testing.FaultFileSystem;
import saddlepoint.testing.FaultFs;

/** What is not the reader's fault: the machine has too little of something. */
class EnvironmentIT {
  /** Several waves. */
  private static final String HOCON =
      """
      name = "short", recipe = "gaussian", pretrain = none
      steps = 100000, log-every = 12345, batch = 8
      grid = [
        { axis = "hidden", values = [16, 32] }
        { axis = "learning-rate", values = [0.001, 0.002, 0.003] }
      ]
      seeds = 4
      """;

  @TempDir private Path folder;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(folder.resolve("short.conf"), HOCON);
  }

  @Test
  void aDiskThatIsFullKeepsWhatIsCommittedAndTheCommandGoesOn() throws Exception {
    Path out = folder.resolve("out");
    String location = FaultFileSystem.SCHEME + ":" + out;
    String[] sweep = {"sweep", "short.conf", "--engine", "fault", "--out", location};

    Application.Ended full =
        faulty().with("spark.hadoop.fs.fault.halt", "create,part-,4,full").run(sweep);

    assertThat(full.exit()).as(full.err()).isEqualTo(Exit.COULD_NOT_RUN);
    assertThat(full.err()).doesNotContain("\tat ").doesNotContain("Exception in thread");
    int committed = new CommittedRows(out).trialIds("short").size();
    assertThat(committed).isBetween(1, 23);
    assertThat(full.errLines())
        .as(full.err())
        .anyMatch(
            line ->
                line.matches(
                    "wave [0-9a-f]{16} of \\d+ trials? could not be trained and committed: no space"
                        + " left in \\Q"
                        + location
                        + "\\E; free some there, or raise the quota"))
        .last()
        .isEqualTo(
            "not all is done; what is committed is safe, "
                + (24 - committed)
                + " trials are left; the same command goes on: saddlepoint "
                + String.join(" ", sweep));

    Application.Ended after = faulty().run(sweep);

    assertThat(after.exit()).as(after.err()).isZero();
    assertThat(after.errLines()).contains(committed + " trials are committed already");
    assertThat(new CommittedRows(out).trialIds("short")).hasSize(24).doesNotHaveDuplicates();
  }

  @Test
  void aHeapThatIsTooSmallIsNamedWithItsRemedy() throws Exception {
    Application.Ended small =
        new Application(folder).withMemory("256m").run("sweep", "short.conf", "--out", "out");

    assertThat(small.exit()).isEqualTo(Exit.COULD_NOT_RUN);
    assertThat(small.errLines())
        .last()
        .asString()
        .matches(
            "saddlepoint: the driver's heap must be 450 MiB or more for Spark, got \\d+ MiB; give it"
                + " more, for example SADDLEPOINT_MEMORY=1g \\(with spark-submit --driver-memory"
                + " 1g\\)");
    assertThat(small.err()).doesNotContain("\tat ");
  }

  /** Spark would end the JVM for an error of memory in a task, which here is the driver's. */
  @Test
  @Tag("slow")
  void memoryThatATaskLacksIsToldAndEndsNoJvm() throws Exception {
    Application application = new Application(folder).withMemory("600m");
    Files.writeString(folder.resolve("two.conf"), "name = two, recipe = dirac, seeds = 2");
    Application.Ended sweep = application.run("sweep", "two.conf", "--out", "out");
    assertThat(sweep.exit()).as(sweep.err()).isZero();

    Application.Ended huge =
        application.run(
            "query",
            "--out",
            "out",
            "-e",
            "SELECT space(2147483647 - random_seed * 0) FROM trials");
    assertThat(huge.exit()).as(huge.err()).isEqualTo(Exit.USAGE);
    assertThat(huge.errLines())
        .last()
        .isEqualTo("-e: makes a value of more than 2 GiB, which no value may have");

    Application.Ended large =
        application.run(
            "query",
            "--out",
            "out",
            "-e",
            "SELECT concat(repeat('x', 250000000 + random_seed), repeat('y', 250000000))"
                + " FROM trials");
    assertThat(large.exit()).as(large.err()).isEqualTo(Exit.COULD_NOT_RUN);
    assertThat(large.errLines())
        .last()
        .asString()
        .matches(
            "saddlepoint: ran out of memory with a heap of \\d+ MiB; give it more, for example"
                + " SADDLEPOINT_MEMORY=8g");
  }

  @Test
  void placesThatHoldNoTablesAreNamedBeforeAnyWork() {
    String sweep = folder.resolve("short.conf").toString();

    CommandRun device = CommandRun.of("sweep", sweep, "--out", "/dev/null");
    assertThat(device.exit()).isEqualTo(Exit.COULD_NOT_RUN);
    assertThat(device.errLines())
        .containsExactly(
            "saddlepoint: --out /dev/null: /dev/null is a file; give a folder that is empty or does"
                + " not exist");
    for (String scheme : List.of("ftp", "sftp", "http", "https", "har")) {
      String out = scheme + "://example.invalid/results";
      for (String command : List.of("sweep", "plan")) {
        CommandRun run = CommandRun.of(command, sweep, "--out", out);
        assertThat(run.exit()).isEqualTo(Exit.USAGE);
        assertThat(run.errLines())
            .containsExactly(
                "--out "
                    + out
                    + ": must be on a file system that gives a file its name in one step, such as"
                    + " file: or hdfs:, got "
                    + scheme
                    + ":");
      }
    }
    CommandRun unknown = CommandRun.of("sweep", sweep, "--out", "hdfs://nowhere.invalid/results");
    assertThat(unknown.exit()).isEqualTo(Exit.COULD_NOT_RUN);
    assertThat(unknown.errLines())
        .containsExactly(
            "saddlepoint: --out hdfs://nowhere.invalid/results: this place cannot be used"
                + " (java.net.UnknownHostException: nowhere.invalid); check the address and that its"
                + " machine answers, or give another folder");
    CommandRun nobody = CommandRun.of("sweep", sweep, "--out", "hdfs:///results");
    assertThat(nobody.exit()).isEqualTo(Exit.COULD_NOT_RUN);
    assertThat(nobody.errLines())
        .containsExactly(
            "saddlepoint: --out hdfs:///results: this place cannot be used (IOException: Incomplete"
                + " HDFS URI, no host: hdfs:///results); name the host, as in"
                + " hdfs://namenode:8020/results, or set HADOOP_CONF_DIR");
  }

  private Application faulty() throws IOException {
    return new Application(folder)
        .withSparkOption("--jars", System.getProperty("saddlepoint.test-jar"))
        .with("spark.hadoop.fs.fault.impl", FaultFileSystem.class.getName())
        .with("spark.hadoop.fs.AbstractFileSystem.fault.impl", FaultFs.class.getName());
  }
}
