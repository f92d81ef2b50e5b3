// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import saddlepoint.table.TableFolder;
import saddlepoint.testing.Application;
import saddlepoint.testing.Application.Ended;
import saddlepoint.testing.CommittedFigures;
import saddlepoint.testing.FaultEngine;
import saddlepoint.testing.HadoopCluster;
import saddlepoint.testing.Problems;
import saddlepoint.testing.SparkProcess;

/** Tables in HDFS on three datanodes: a driver, a datanode and the namenode are lost on the way. */
class HdfsIT {
  private static final int TRIALS = 12;

  /** So much work a trial that each is a wave. */
  private static final String HOCON =
      """
      name = "stored", recipe = "gaussian"
      steps = 2000000000, log-every = 500000000
      seeds = %d
      """
          .formatted(TRIALS);

  @TempDir private Path folder;

  @Test
  void theFiguresAreThoseOfALocalFolder() throws Exception {
    Path small =
        Files.writeString(
            folder.resolve("small.conf"), "name = small, recipe = normal, steps = 100, seeds = 4");
    String here = folder.resolve("embedded").toString();
    try (HadoopCluster hadoop = new HadoopCluster(folder.resolve("hadoop"), 1, 0)) {
      String out = hadoop.uri("results");

      Ended trained = sweep("trained", small, out);

      assertThat(trained.exit()).as(trained.err()).isZero();
      assertThat(sweep("embedded", small, here).exit()).isZero();
      assertThat(Problems.of(TableFolder.open(out, hadoop.settings()))).isEmpty();
      assertThat(CommittedFigures.of(out)).hasSize(4).isEqualTo(CommittedFigures.of(here));
    }
  }

  @Test
  @Tag("acceptance")
  void everyTrialIsCommittedOnceWhateverIsLost() throws Exception {
    try (HadoopCluster hadoop = new HadoopCluster(folder.resolve("hadoop"), 3, 0)) {
      String out = hadoop.uri("results");

      Process driver = driver("killed", out).start(HOCON, "fault");
      try (FileSystem files = FileSystem.newInstance(URI.create(out), hadoop.settings())) {
        awaitWave(files, out, driver);
      }
      driver.destroyForcibly().waitFor();
      int before = CommittedFigures.of(out).size();
      hadoop.order("stop datanode");
      String resumed = driver("resumed", out).sweep(HOCON, "fault");
      hadoop.order("start datanode");
      hadoop.order("stop namenode");
      hadoop.order("start namenode");
      Ended asked =
          new Application(folder.resolve("asked"))
              .run("query", "-e", "SELECT count(*) AS trials FROM trials", "--out", out);

      assertThat(before).isBetween(1, TRIALS - 1);
      System.out.printf(
          Locale.ROOT,
          "HDFS, three datanodes: %d of %d trials committed before kill -9 of the driver; resumed"
              + " with one datanode stopped, asked after the namenode's restart: %d trials%n",
          before,
          TRIALS,
          CommittedFigures.of(out).size());
      assertThat(resumed).contains("planned=" + TRIALS + ", ", " committed=" + TRIALS + ",");
      assertThat(asked.exit()).as(asked.err()).isZero();
      assertThat(asked.out()).contains(Integer.toString(TRIALS));
      assertThat(Problems.of(TableFolder.open(out, hadoop.settings()))).isEmpty();
      // Throws where a trial stands there twice.
      assertThat(CommittedFigures.of(out)).hasSize(TRIALS);
    }
  }

  private SparkProcess driver(String name, String out) throws Exception {
    return new SparkProcess(folder.resolve(name), "local[2]")
        .with(FaultEngine.PROPERTY, "sleep * 400")
        .withTables(out);
  }

  private Ended sweep(String name, Path sweep, String out) throws Exception {
    return new Application(folder.resolve("process-" + name))
        .run("sweep", sweep.toString(), "--out", out, "--engine", "scalar");
  }

  /** Waits until a wave is committed, or the driver has ended. */
  private static void awaitWave(FileSystem files, String out, Process driver) throws Exception {
    org.apache.hadoop.fs.Path waves = new org.apache.hadoop.fs.Path(out, "trials");
    while (driver.isAlive() && (!files.exists(waves) || files.listStatus(waves).length == 0)) {
      Thread.sleep(20);
    }
  }
}
