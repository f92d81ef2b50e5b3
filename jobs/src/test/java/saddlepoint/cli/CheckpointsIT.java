// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import saddlepoint.testing.LocalSpark;

/** A sweep that is killed in the middle of its trials goes on in the middle of them. */
class CheckpointsIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** What differs between two trainings of the same bits. */
  private static final String[] OF_THE_TIME = {
    "started_at", "ended_at", "train_millis", "evaluate_millis", "continued_from", "begun_by"
  };

  @TempDir private Path folder;

  @BeforeEach
  void spark() {
    LocalSpark.session();
  }

  private static String sweep(int steps) {
    return """
    name = long, recipe = gaussian, steps = %d, log-every = %d, evaluate-every = %d
    snapshot { every = %d, trials = 1 }, gap = none, checkpoint-every = %d
    grid = [ { axis = optimizer, values = [sgd, adam] } ], seeds = 2
    """
        .formatted(steps, steps / 40, steps / 20, steps / 8, steps / 20);
  }

  private List<String> command(String engine) {
    return List.of("sweep", "long.conf", "--engine", engine, "--out", "out");
  }

  /** Runs the sweep until a checkpoint is seen, and kills it as kill -9 does. */
  private void killAfterACheckpoint(String engine) throws IOException, InterruptedException {
    File log = folder.resolve("killed.txt").toFile();
    Process process =
        new CommandProcess(folder, command(engine))
            .with("-XX:TieredStopAtLevel=4")
            .builder()
            .redirectErrorStream(true)
            .redirectOutput(log)
            .start();
    Instant latest = Instant.now().plus(PATIENCE);
    while (process.isAlive() && checkpoints().isEmpty() && Instant.now().isBefore(latest)) {
      Thread.sleep(5);
    }
    process.destroyForcibly().waitFor();
    assertThat(checkpoints()).as(Files.readString(log.toPath())).isNotEmpty();
    assertThat(folder.resolve("out/trials")).isEmptyDirectory();
  }

  private List<Path> checkpoints() throws IOException {
    Path place = folder.resolve("out/runs/run=long/checkpoints");
    if (!Files.exists(place)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(place)) {
      return files.filter(file -> file.toString().endsWith(".checkpoint")).sorted().toList();
    }
  }

  private CommandRun goOn(String engine) {
    return CommandRun.of(
        "sweep", folder + "/long.conf", "--engine", engine, "--out", folder + "/out");
  }

  private void trainUndisturbed(String engine) {
    CommandRun undisturbed =
        CommandRun.of(
            "sweep", folder + "/long.conf", "--engine", engine, "--out", folder + "/undisturbed");
    assertThat(undisturbed.exit()).as(undisturbed.err()).isZero();
  }

  private Dataset<Row> trials(String out) {
    return LocalSpark.session()
        .read()
        .parquet(folder.resolve(out).resolve("trials").toString())
        .orderBy("trial_id");
  }

  /** Every bit of every figure, as text. */
  private List<String> figures(String out) {
    return trials(out).drop(OF_THE_TIME).collectAsList().stream().map(Row::toString).toList();
  }

  @ParameterizedTest
  @CsvSource({"scalar,20000", "lanes,20000", "graph,2000"})
  void aKilledSweepGoesOnWithTheSameBits(String engine, int steps) throws Exception {
    Files.writeString(folder.resolve("long.conf"), sweep(steps));
    killAfterACheckpoint(engine);

    CommandRun again = goOn(engine);

    assertThat(again.exit()).as(again.err()).isZero();
    List<Row> continued =
        trials("out")
            .where("continued_from IS NOT NULL")
            .select("continued_from", "begun_by", "code_version")
            .collectAsList();
    assertThat(continued).isNotEmpty();
    assertThat(continued)
        .allSatisfy(
            row -> {
              assertThat(row.getInt(0)).isPositive().isLessThan(steps);
              assertThat(row.getInt(0) % (steps / 20)).isZero();
              assertThat(row.getString(1)).startsWith(row.getString(2) + ", ");
            });
    assertThat(folder.resolve("out/runs/run=long/checkpoints")).doesNotExist();
    trainUndisturbed(engine);
    assertThat(trials("undisturbed").where("continued_from IS NOT NULL").count()).isZero();
    assertThat(figures("out")).hasSize(4).isEqualTo(figures("undisturbed"));
  }

  @Test
  void whatCannotBeReadOrWrittenCostsNothingButTheWay() throws Exception {
    Files.writeString(folder.resolve("long.conf"), sweep(10_000));
    killAfterACheckpoint("lanes");
    Path wave = checkpoints().get(0).getParent();
    for (Path file : checkpoints()) {
      Files.delete(file);
    }
    try (Stream<Path> rest = Files.list(wave)) {
      for (Path part : rest.toList()) {
        Files.delete(part);
      }
    }
    Files.delete(wave);
    Files.writeString(wave, "a file where a folder must be");

    CommandRun again = goOn("lanes");

    assertThat(again.exit()).as(again.err()).isZero();
    assertThat(trials("out").where("continued_from IS NULL").count()).isEqualTo(4);
    assertThat(wave.getParent()).doesNotExist();
  }

  /** A driver may be killed between a commit and what follows. */
  @Test
  void whatIsLeftBesideACommittedWaveIsRemovedByTheNextSweep() throws Exception {
    Files.writeString(folder.resolve("long.conf"), sweep(1000));
    assertThat(goOn("lanes").exit()).isZero();
    String file;
    try (Stream<Path> waves = Files.list(folder.resolve("out/trials"))) {
      file = waves.findFirst().orElseThrow().getFileName().toString();
    }
    String wave = file.substring("long-".length(), file.length() - ".parquet".length());
    Path left = folder.resolve("out/runs/run=long/checkpoints").resolve(wave);
    Path others = left.resolveSibling("00000000000000aa");
    Files.createDirectories(left);
    Files.writeString(left.resolve("0000000000000001-0000000001.checkpoint"), "left");
    Files.createDirectories(others);
    assertThat(CommandRun.of("check", "--out", folder + "/out").exit()).isZero();
    assertThat(left).isNotEmptyDirectory();

    assertThat(goOn("lanes").exit()).isZero();

    assertThat(left).doesNotExist();
    assertThat(others).as("of a wave that is not committed").exists();
  }
}
