// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import saddlepoint.engine.Cost;
import saddlepoint.numerics.Numerics;
import saddlepoint.sweep.Plan;
import saddlepoint.sweep.SweepReader;
import saddlepoint.sweep.Trial;
import saddlepoint.table.Driver;
import saddlepoint.table.TableFolder;

class PlanCommandTest {
  private static final Path CONF = Path.of(System.getProperty("saddlepoint.home"), "conf");

  @TempDir private Path folder;

  @Test
  void tellsWhatASweepWouldDo() {
    CommandRun run = plan(CONF.resolve("card.conf"));

    assertThat(run.exit()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.outLines())
        .contains(
            "trials        270",
            "cells         54",
            "shapes        18",
            "cohorts       18 of up to 16 trials of one shape, 94 % of their lanes used",
            "history rows  32,670",
            "snapshots     none",
            "engine        lanes (auto: the fastest engine for CPUs here)",
            "committed     nothing of run card in " + results());
    assertThat(run.out()).containsPattern("size          about [12]\\.\\d MB of Parquet");
    assertThat(run.out()).containsPattern("time          about \\d+ .* for the 270 trials left");
    assertThat(Path.of(results())).doesNotExist();
  }

  @Test
  void countsCellsThatWereMerged() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("merged.conf"),
            """
            recipe = gaussian
            grid = [
              { axis = optimizer, values = [sgd, momentum] }
              { axis = momentum, values = [0.5, 0.9] }
            ]
            """);

    assertThat(plan(file).outLines())
        .contains("trials        3", "cells         3, after 1 equal to another were merged");
  }

  @Test
  void snapshotsAndGeneratorsHaveTheirPrice() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("kept.conf"),
            """
            recipe = curves
            steps = 1000
            grid = [{ axis = batch, values = [32, 64] }]
            seeds = 3
            snapshot.every = 300
            snapshot.trials = 2
            keep-generator = final
            """);

    // Steps 0, 300, 600, 900 and 999 of 4880 parameters, 4 bytes each: 97,600 bytes a trial. G has
    // 2703 of them, and its file 3 kB of other things.
    assertThat(plan(file).outLines())
        .contains(
            "trials        6",
            "snapshots     20 of 4 trials, about 390 kB of the size",
            "generators    6 of 6 trials, about 83 kB beside the Parquet");
  }

  @Test
  void optionsWinOverTheFile() {
    CommandRun run =
        plan(
            CONF.resolve("card.conf"),
            "--set",
            "seeds=2",
            "--set",
            "optimizer=sgd",
            "--run",
            "mine",
            "--engine",
            "none");

    assertThat(run.outLines())
        .contains(
            "run           mine of " + CONF.resolve("card.conf"),
            "trials        36",
            "cohorts       6 of up to 16 trials of one shape, 38 % of their lanes used",
            "engine        none (asked for)");
  }

  @Test
  void theQuickstartIsOneRunOfFourSystems() {
    assertThat(plan(CONF.resolve("quickstart.conf")).outLines())
        .contains("trials        448", "cells         28");
  }

  @Test
  void dataParallelTrialsArePricedByNobody() {
    CommandRun run = plan(CONF.resolve("studies").resolve("data-parallel.conf"));

    assertThat(run.outLines())
        .contains(
            "cohorts       3 of up to 64 trials of one shape, 31 % of their lanes used, and 120"
                + " data-parallel trials");
    assertThat(run.out())
        .containsPattern("time          about .* for the 60 trials left on .*")
        .contains(
            "; no prediction for 120 data-parallel trials: each average is a Spark job, whose time"
                + " depends on the cluster");
  }

  @Test
  void aHundredThousandCellsExpand() throws IOException {
    String tenRates =
        IntStream.rangeClosed(1, 10).mapToObj(i -> i + "e-3").collect(Collectors.joining(","));
    String ten =
        IntStream.rangeClosed(1, 10).mapToObj(String::valueOf).collect(Collectors.joining(","));
    Path file =
        Files.writeString(
            folder.resolve("large.conf"),
            """
            recipe = gaussian
            grid = [
              { axis = learning-rate, values = [%s] }
              { axis = hidden, values = [%s] }
              { axis = batch, values = [%s] }
              { axis = pretrain-steps, values = [%s] }
              { axis = generator.initial-scale, values = [%s] }
            ]
            """
                .formatted(tenRates, ten, ten, ten, ten));
    Plan plan = new SweepReader().read(file, List.of()).plan("float32", Numerics.VERSION);

    assertThat(plan.trials()).hasSize(100_000);
    assertThat(plan.cells()).isEqualTo(100_000);
  }

  @Test
  void promisesNoRecordingThatTheRunHasCutOtherwise() throws IOException {
    Path file = folder.resolve("cut.conf");
    Files.writeString(file, "recipe = dirac, steps = 20, log-every = 5, seeds = 2");
    List<Trial> trials =
        new SweepReader().read(file, List.of()).plan("float32", Numerics.VERSION).trials();
    Map<String, Integer> first = trials.stream().collect(Collectors.toMap(Trial::id, it -> 1));
    Driver driver = Driver.create();
    TableFolder.create(results(), new Configuration(), driver, false)
        .run("cut")
        .addCut(1, Numerics.VERSION, trials, first, Cost.PLAIN, driver);

    CommandRun changed =
        plan(file, "--set", "snapshot.every=10", "--set", "snapshot.trials=1", "--set", "gap=all");

    assertThat(changed.exit()).isEqualTo(Exit.USAGE);
    assertThat(changed.out()).isEmpty();
    assertThat(changed.err())
        .contains(
            "snapshot.every: run cut was cut with snapshot.every none and this sweep says 10 for 1",
            "gap: run cut was cut with gap in-band and this sweep says all for 2 trials: what is cut"
                + " or recorded cannot be changed; use --run NEW, or set gap = in-band");
    assertThat(plan(file, "--set", "gap=all", "--run", "new").exit()).isZero();
  }

  private CommandRun plan(Path file, String... options) {
    String[] arguments = new String[options.length + 4];
    arguments[0] = "plan";
    arguments[1] = file.toString();
    arguments[2] = "--out";
    arguments[3] = results();
    System.arraycopy(options, 0, arguments, 4, options.length);
    return CommandRun.of(arguments);
  }

  private String results() {
    return folder.resolve("results").toString();
  }
}
