// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import saddlepoint.testing.BuiltCheckout;

/** A cluster is brought up by its script, trains, and is brought down with nothing left. */
class LocalClusterIT {
  private static final long MOST_SECONDS = 150;
  private static final Pattern URL = Pattern.compile("up: (spark://127\\.0\\.0\\.1:\\d+)");
  private static final Pattern PROCESS = Pattern.compile("process (\\d+)");

  @TempDir private Path folder;
  private Path home;

  @BeforeEach
  void layOutACheckout() throws IOException {
    home = folder.resolve("with a space");
    BuiltCheckout.layOut(Files.createDirectories(home));
    Path script = Path.of(System.getProperty("saddlepoint.home"), "deploy/local-cluster");
    Files.copy(script, home.resolve("deploy/local-cluster"));
  }

  @AfterEach
  void endWhatIsLeft() throws Exception {
    cluster("down");
  }

  @Test
  @Tag("slow")
  void comesUpTrainsAndGoesDown() throws Exception {
    assertThat(cluster("status").code).isEqualTo(3);
    assertThat(cluster("nonsense").code).isEqualTo(2);

    Ended up = cluster("up");
    Ended again = cluster("up");
    Ended status = cluster("status");

    assertThat(up.code).as(up.text).isZero();
    assertThat(again.code).as(again.text).isEqualTo(3);
    assertThat(again.text).contains("runs already");
    assertThat(status.code).as(status.text).isZero();
    List<Long> processes =
        PROCESS.matcher(status.text).results().map(it -> Long.valueOf(it.group(1))).toList();
    assertThat(processes).hasSize(3).allMatch(LocalClusterIT::isAlive);
    Matcher url = URL.matcher(up.text);
    assertThat(url.find()).isTrue();
    Path sweep =
        Files.writeString(
            folder.resolve("small.conf"), "name = small, recipe = dirac, steps = 10, seeds = 8");
    Ended trained =
        run(
            home.resolve("deploy/saddlepoint").toString(),
            "--master",
            url.group(1),
            "--conf",
            "spark.executor.memory=600m",
            "--conf",
            "spark.ui.enabled=false",
            "sweep",
            sweep.toString(),
            "--out",
            folder.resolve("out").toString());
    assertThat(trained.code).as(trained.text).isZero();
    assertThat(trained.text).contains("all 8 trials of run small are committed");
    Ended where =
        run(
            home.resolve("deploy/saddlepoint").toString(),
            "query",
            "-e",
            "SELECT count(*) AS trials FROM trials WHERE executor <> 'driver'",
            "--format",
            "json",
            "--out",
            folder.resolve("out").toString());
    assertThat(where.text).contains("\"trials\":8");

    assertThat(cluster("down").code).isZero();
    assertThat(processes).noneMatch(LocalClusterIT::isAlive);
    assertThat(cluster("status").text).contains("master: not running");
  }

  /** One that has ended and that nobody has asked for yet has a number, and no program. */
  private static boolean isAlive(long process) {
    return ProcessHandle.of(process).flatMap(it -> it.info().command()).isPresent();
  }

  private Ended cluster(String order) throws IOException, InterruptedException {
    return run(home.resolve("deploy/local-cluster").toString(), order);
  }

  private Ended run(String... command) throws IOException, InterruptedException {
    Path log = Files.createTempFile(folder, "run", ".log");
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    BuiltCheckout.setUp(builder.environment());
    builder.environment().put("SPARK_MASTER_PORT", "0");
    builder.environment().put("SPARK_WORKER_CORES", "1");
    builder.environment().put("SPARK_WORKER_MEMORY", "1g");
    builder.environment().remove("SADDLEPOINT_CLUSTER");
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
      return new Ended(-1, "still ran: " + Files.readString(log, UTF_8));
    }
    return new Ended(process.exitValue(), Files.readString(log, UTF_8));
  }

  /** What a process left. */
  private record Ended(int code, String text) {}
}
