// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import saddlepoint.testing.Application;
import saddlepoint.testing.TestSweep;

/**
 * What a sweep of trials costs that nobody trains, and how long {@code query cells} takes on its
 * tables of a thousand cells, in a process of its own from its start to its end. {@code
 * -Dscale.rounds=1000} makes a million trials, {@code -Dscale.folder} keeps them there for the next
 * time.
 */
@Tag("acceptance")
class QueryScaleIT {
  private static final int CELLS = 1000;
  private static final int MOST_SECONDS = 30;

  @TempDir private Path scratch;

  @Test
  void printsWhatAQueryOfCellsTakes() throws IOException, InterruptedException {
    int rounds = Integer.getInteger("scale.rounds", 10);
    Path folder =
        Path.of(System.getProperty("scale.folder", scratch.toString())).resolve("r" + rounds);
    if (!Files.exists(folder.resolve("trials"))) {
      String hocon =
          "recipe = gaussian, pretrain = none, steps = 200, log-every = 20, seeds = "
              + rounds
              + ", grid = ["
              + axis("generator.learning-rate", 40)
              + ", "
              + axis("discriminator.learning-rate", CELLS / 40)
              + "]";
      Duration before = processorTime();
      new TestSweep(hocon, "none", folder.toString(), "large").train();
      double spent = processorTime().minus(before).toMillis() / 1e3;
      System.out.printf(
          Locale.ROOT,
          "%ntables of %,d trials: %.1f s of processor time, %.2f ms a trial%n",
          CELLS * rounds,
          spent,
          spent * 1e3 / CELLS / rounds);
    }
    long files;
    long bytes;
    try (Stream<Path> waves = Files.list(folder.resolve("trials"))) {
      List<Path> all = waves.toList();
      files = all.size();
      bytes = 0;
      for (Path wave : all) {
        bytes += Files.size(wave);
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%nquery cells: %,d rows, %d files, %,d bytes (%,d a row)%n",
        (long) CELLS * rounds,
        files,
        bytes,
        bytes / CELLS / rounds);
    List<Double> seconds = new ArrayList<>();
    for (int round = 0; round < 2; round++) {
      Application.Ended ended =
          new Application(scratch.resolve("query"))
              .under("bash", "-c", "TIMEFORMAT='%R %U %S'; time \"$@\"", "bash")
              .withMemory("2g")
              .withJavaOption("-XX:TieredStopAtLevel=1")
              .run("query", "cells", "--out", folder.toString(), "--format", "csv");
      assertThat(ended.exit()).as(ended.err()).isZero();
      assertThat(ended.out().lines()).hasSize(1 + CELLS);
      List<String> lines = ended.errLines();
      String[] times = lines.get(lines.size() - 1).split(" ");
      System.out.printf(
          Locale.ROOT,
          "  %s s, processor time %.1f s, a heap of 2 GB%n",
          times[0],
          Double.parseDouble(times[1]) + Double.parseDouble(times[2]));
      seconds.add(Double.parseDouble(times[0]));
    }
    assertThat(Collections.min(seconds)).isLessThan(MOST_SECONDS);
  }

  private static Duration processorTime() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private static String axis(String name, int values) {
    StringBuilder axis = new StringBuilder("{ axis = " + name + ", values = [");
    for (int i = 1; i <= values; i++) {
      axis.append(i == 1 ? "" : ", ").append(String.format(Locale.ROOT, "%.4f", i * 1e-4));
    }
    return axis.append("] }").toString();
  }
}
