// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import saddlepoint.table.TableFolder;
import saddlepoint.testing.Application;
import saddlepoint.testing.Application.Ended;
import saddlepoint.testing.Problems;
import saddlepoint.testing.S3Server;

/** Tables in S3, through the command line: killed, gone on with, and written by two drivers. */
@Tag("acceptance")
class S3IT {
  private static final int TRIALS = 24;
  private static final String OUT = "s3a://bucket/results";

  @TempDir private Path folder;
  private S3Server server;
  private Path sweep;

  @BeforeEach
  void start() throws Exception {
    server = new S3Server(S3Server.Conditions.OBEYED);
    // Three waves.
    sweep =
        Files.writeString(
            folder.resolve("sweep.conf"), "recipe = gaussian, steps = 20000, seeds = " + TRIALS);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void everyTrialIsThereOnceThoughTheDriverWasKilled() throws Exception {
    Process driver = application("killed").start(sweep("stored"));
    while (driver.isAlive() && waves().isEmpty()) {
      Thread.sleep(20);
    }
    driver.destroyForcibly().waitFor();
    int wavesBefore = waves().size();

    Ended resumed = application("resumed").run(sweep("stored"));

    assertThat(resumed.exit()).as(resumed.err()).isZero();
    assertThat(resumed.err()).doesNotContain(" WARN ");
    assertThat(wavesBefore).isBetween(1, waves().size() - 1);
    System.out.printf(
        Locale.ROOT,
        "S3: %d of %d waves committed before kill -9 of the driver; requests of all: %s%n",
        wavesBefore,
        waves().size(),
        server.requests());
    assertTrialsOnce("stored");
    assertThat(read("check", "--deep")).isZero();
    assertThat(read("status", "stored")).isZero();
    assertThat(read("runs")).isZero();
    assertThat(read("clean", "--older-than", "1s", "--dry-run")).isZero();
    assertThat(read("prune", "stored", "--yes")).isZero();
    assertThat(waves()).isEmpty();
  }

  @Test
  void twoDriversOfOneRunCommitEveryTrialOnce() throws Exception {
    List<Application> drivers = new ArrayList<>();
    List<Process> processes = new ArrayList<>();
    for (int driver = 0; driver < 2; driver++) {
      drivers.add(application("driver-" + driver));
      processes.add(drivers.get(driver).start(sweep("shared")));
    }

    for (int driver = 0; driver < 2; driver++) {
      Ended ended = drivers.get(driver).await(processes.get(driver));
      assertThat(ended.exit()).as(ended.err()).isZero();
    }

    assertTrialsOnce("shared");
    // No manifest, no generator and no staging of who was not the first.
    assertThat(server.keys())
        .noneMatch(key -> key.startsWith("results/staging/") && !key.endsWith("/"));
    assertThat(server.keys().stream().filter(key -> key.contains("/run=shared/wave-")))
        .hasSameSizeAs(waves());
  }

  private void assertTrialsOnce(String run) throws Exception {
    Ended asked =
        application("asked")
            .run(
                "query",
                "-e",
                "select count(*) as rows, count(distinct trial_id) as trials from trials",
                "--run",
                run,
                "--format",
                "csv",
                "--out",
                OUT);
    assertThat(asked.exit()).as(asked.err()).isZero();
    assertThat(asked.out().lines()).containsExactly("rows,trials", TRIALS + "," + TRIALS);
    assertThat(Problems.of(TableFolder.open(OUT, server.configuration()))).isEmpty();
  }

  private int read(String... arguments) throws Exception {
    List<String> words = new ArrayList<>(List.of(arguments));
    words.addAll(List.of("--out", OUT));
    Ended ended = application("read").run(words.toArray(String[]::new));
    System.out.println(
        String.join(" ", arguments) + ": exit " + ended.exit() + "\n" + ended.out().strip());
    assertThat(ended.err()).doesNotContain(" WARN ");
    return ended.exit();
  }

  private String[] sweep(String run) {
    return new String[] {
      "sweep", sweep.toString(), "--run", run, "--out", OUT, "--engine", "scalar"
    };
  }

  private List<String> waves() {
    return server.keys().stream()
        .filter(key -> key.endsWith(".parquet") && key.startsWith("results/trials/"))
        .toList();
  }

  private Application application(String name) throws Exception {
    Application application = new Application(folder.resolve("process-" + name)).withS3();
    server.settings().forEach((key, value) -> application.with("spark.hadoop." + key, value));
    return application;
  }
}
