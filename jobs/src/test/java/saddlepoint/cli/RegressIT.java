// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import saddlepoint.testing.LocalSpark;
import saddlepoint.testing.PlantedEngine;

class RegressIT {
  private static final String SWEEP =
      "name = small, recipe = normal, steps = 60, log-every = 5, seeds = 2, engine = planted";

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    LocalSpark.session();
    file = Files.writeString(folder.resolve("nightly.conf"), SWEEP);
  }

  @AfterEach
  void mend() {
    System.clearProperty(PlantedEngine.PROPERTY);
  }

  private CommandRun regress(String date, String... more) {
    List<String> line = new ArrayList<>(List.of("regress", file + "", "--date", date));
    line.addAll(List.of("--out", folder.resolve("out") + ""));
    line.addAll(List.of(more));
    return CommandRun.of(line.toArray(String[]::new));
  }

  @Test
  void plantedFaultIsFoundInBitsAndInFiguresUntilItIsAccepted() throws IOException {
    CommandRun first = regress("2026-01-01");
    assertThat(first.exit()).as(first.out() + first.err()).isEqualTo(Exit.DONE);
    assertThat(first.outLines())
        .contains(
            "# small, night of 2026-01-01: quiet",
            "- there is no accepted night before this one; it is the baseline of later ones",
            "- compared with nothing: 0 trials bit by bit, 0 tests of fresh random seeds");
    CommandRun quiet = regress("2026-01-03");
    assertThat(quiet.exit()).as(quiet.out() + quiet.err()).isEqualTo(Exit.DONE);

    System.setProperty(PlantedEngine.PROPERTY, "200");
    Path junit = folder.resolve("night.xml");
    Path markdown = folder.resolve("night.md");
    CommandRun faulty = regress("2026-01-04", "--junit", junit + "", "--markdown", markdown + "");

    assertThat(faulty.exit()).as(faulty.out() + faulty.err()).isEqualTo(Exit.REGRESSED);
    assertThat(faulty.outLines())
        .contains(
            "# small, night of 2026-01-04: REGRESSED",
            "- compared with 2 accepted nights, the latest small-2026-01-03: 2 trials bit by bit, 16"
                + " tests of fresh random seeds");
    assertThat(faulty.out())
        .containsPattern(
            "\\| ALARM \\| trial [0-9a-f]{16}, normal \\| all \\| bits \\| 0.0 .* at step 5")
        .containsPattern("\\| ALARM \\| normal original .*\\| (wasserstein|d_score) \\|");
    assertThat(Files.readString(junit))
        .contains("<testsuite name=\"small\"", "classname=\"small.bits\"", "<failure message=");
    assertThat(Files.readAllLines(markdown)).isEqualTo(faulty.outLines());

    assertThat(regress("2026-01-05").exit()).isEqualTo(Exit.REGRESSED);
    CommandRun accepted = regress("2026-01-05", "--accept");
    assertThat(accepted.outLines())
        .containsExactly("night 2026-01-05 of small begins the baseline anew");
    CommandRun next = regress("2026-01-06");
    assertThat(next.exit()).as(next.out() + next.err()).isEqualTo(Exit.DONE);
    assertThat(next.out())
        .contains("1 accepted night, the latest small-2026-01-05: 2 trials bit by bit");
    String out = folder.resolve("out").toString();
    assertThat(CommandRun.of("check", "--out", out).exit()).isZero();

    CommandRun nights = CommandRun.of("query", "nights", "--out", out, "--format", "csv");
    assertThat(nights.exit()).as(nights.err()).isEqualTo(Exit.DONE);
    assertThat(nights.outLines())
        .extracting(line -> line.split(",", 5)[0] + line.split(",", 5)[1] + line.split(",", 5)[2])
        .containsExactly(
            "namedateresult",
            "small2026-01-06quiet",
            "small2026-01-05REGRESSED",
            "small2026-01-04REGRESSED",
            "small2026-01-03quiet",
            "small2026-01-01quiet");
    assertThat(nights.outLines().get(3))
        .matches("small,2026-01-04,REGRESSED,false,\\d+,\"bits: trial .* at step 5: .*");
    assertThat(
            CommandRun.of("query", "nights", "--run", "small-2026-01-03", "--out", out).outLines())
        .as("a line of names and one of a night")
        .hasSize(2);
  }

  @Test
  void changedConfigurationIsToldAndIsNoAlarm() throws IOException {
    regress("2026-01-01");
    file = Files.writeString(file, SWEEP + ", batch = 16");

    CommandRun run = regress("2026-01-02");

    assertThat(run.exit()).as(run.out() + run.err()).isEqualTo(Exit.DONE);
    assertThat(run.outLines())
        .contains(
            "- new since small-2026-01-01, and begins anew: normal original batch=16 steps=60",
            "- of small-2026-01-01 and no longer there: normal original steps=60")
        .anyMatch(line -> line.contains(": 0 trials bit by bit, 0 tests"));
  }

  @Test
  void whatIsWrongIsSaidBeforeAnythingIsTrained() throws IOException {
    assertThat(regress("tomorrow").err())
        .contains("--date: must be a date such as 2026-11-30, got 'tomorrow'");
    assertThat(regress("2026-01-01", "--rate", "1").err())
        .contains("--rate: must be a share between 0 and 1, got 1.0");
    assertThat(regress("2026-01-01", "--set", "seeds=[1000000]").err())
        .contains("seeds: must be under 1000000 in a regression");
    assertThat(regress("2026-01-01", "--fresh", "10001").err())
        .contains("--fresh: must be a number from 0 to 10000, got 10001");
    assertThat(folder.resolve("out")).doesNotExist();
    regress("2026-01-01");
    assertThat(regress("2026-01-02", "--accept").err())
        .contains("--accept: night 2026-01-02 of small was not compared yet; compare it first");
  }
}
