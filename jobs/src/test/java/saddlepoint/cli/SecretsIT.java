// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.deploy.history.EventLogFileReader;
import org.apache.spark.scheduler.ReplayListenerBus;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerApplicationEnd;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import saddlepoint.testing.Application;

/** Plants secrets in every way in which a command takes them, and looks for them in all it left. */
class SecretsIT {
  private static final String PLANTED = "hush";

  @TempDir private Path folder;

  @Test
  void noSecretIsInTablesLogsOutputOrSparksEvents() throws Exception {
    Files.createDirectories(folder.resolve("events"));
    Path sweep =
        Files.writeString(
            folder.resolve("small.conf"), "name = small, recipe = dirac, steps = 10, seeds = 1");
    Path settings = Files.createTempFile("saddlepoint", ".properties");
    Files.writeString(settings, "spark.ssl.keyPassword hush-file\nspark.my.passphrase hush-file\n");

    Application.Ended done =
        new Application(folder)
            .withSparkOption("--properties-file", settings.toString())
            .with("spark.hadoop.fs.s3a.access.key", "hush-access")
            .with("spark.hadoop.fs.s3a.secret.key", "hush-secret")
            .with("spark.hadoop.fs.s3a.session.token", "hush-session")
            .with("spark.hadoop.fs.azure.account.key.me", "hush-account")
            .with("spark.authenticate.secret", "hush-authenticate")
            .with("spark.executorEnv.AWS_SECRET_ACCESS_KEY", "hush-executor")
            .with("spark.driver.extraJavaOptions", "-Dmy.password=hush-options")
            .with("spark.eventLog.enabled", "true")
            .with("spark.eventLog.dir", folder.resolve("events").toUri().toString())
            .withVariable("AWS_SECRET_ACCESS_KEY", "hush-variable")
            .withVariable("AWS_ACCESS_KEY_ID", "hush-variable")
            .withVariable("SADDLEPOINT_DEBUG", "1")
            .withJavaOption("-Dmy.token=hush-property")
            .run("sweep", sweep.toString(), "--out", folder.resolve("out").toString());

    assertThat(done.exit()).as(done.err()).isZero();
    Files.delete(settings);
    assertThat(files()).anyMatch(file -> file.toString().endsWith("-finished.json"));
    for (Path file : files()) {
      assertThat(Files.readString(file, ISO_8859_1)).as(file.toString()).doesNotContain(PLANTED);
    }
    assertThat(jobs(folder.resolve("events"))).contains("sweep small, wave 1 of 1", "the end");
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  /** The descriptions of jobs, as Spark's history server replays them. */
  private static List<String> jobs(Path events) throws IOException {
    Path log;
    try (Stream<Path> logs = Files.list(events)) {
      log = logs.findFirst().orElseThrow();
    }
    org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(log.toUri());
    var fileSystem = path.getFileSystem(new Configuration());
    List<String> told = new ArrayList<>();
    ReplayListenerBus bus = new ReplayListenerBus();
    bus.addListener(
        new SparkListener() {
          @Override
          public void onJobStart(SparkListenerJobStart job) {
            told.add(job.properties().getProperty("spark.job.description"));
          }

          @Override
          public void onApplicationEnd(SparkListenerApplicationEnd end) {
            told.add("the end");
          }
        });
    try (var in = EventLogFileReader.openEventLog(path, fileSystem)) {
      bus.replay(in, log.toString(), false, ReplayListenerBus.SELECT_ALL_FILTER());
    }
    return told;
  }
}
