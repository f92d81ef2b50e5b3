// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The product says the same wherever it runs: in other time zones, under a locale whose digits are
 * not 0 to 9, and under one in which the small i of I has no dot.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LocaleIT {
  private static final String SWEEP =
      """
      name = small
      recipe = gaussian, pretrain = none
      steps = 1200, evaluate-every = 500
      batch = 2
      grid = [
        { axis = hidden, values = [2] }
        { axis = optimizer, values = [sgd, adam] }
      ]
      seeds = 2
      snapshot.every = 600, snapshot.trials = 1
      """;

  private static final String TIMES =
      "SELECT TIMESTAMP '2026-08-01 10:00:00' AS time, array(TIMESTAMP '2026-08-01 10:00:00') AS times,"
          + " max(started) > TIMESTAMP '2026-01-01' AS later FROM runs";

  private Path folder;
  private String english;

  @BeforeAll
  void runInEnglish(@TempDir Path shared) throws IOException, InterruptedException {
    folder = shared;
    english = run("en-US", "-Duser.language=en", "-Duser.country=US");

    assertThat(english)
        .contains("all 4 trials of run small are committed: ")
        .contains("2026-08-01T10:00:00Z  [2026-08-01T10:00:00Z]  true")
        .contains("2026-08-01T10:00:00Z,\"[\"\"2026-08-01T10:00:00.000Z\"\"]\",true")
        .contains("{\"time\":\"2026-08-01T10:00:00.000Z\",")
        .contains("wrote best.png: ")
        .contains("wrote 484 rows to flat")
        .contains("no difference that 2 pairs could show, p = 1.0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-Duser.language=ar -Duser.country=EG -Duser.extensions=nu-arab"
            + " -Duser.timezone=Asia/Riyadh",
        "-Duser.language=tr -Duser.country=TR -Duser.timezone=Asia/Tokyo",
      })
  void saysTheSame(String locale) throws IOException, InterruptedException {
    String text = run(locale, locale.split(" "));

    assertThat(text.codePoints()).noneMatch(point -> point > 0x7f && Character.isDigit(point));
    assertThat(text).isEqualTo(english);
  }

  /** What the commands print, without how long they took. */
  private String run(String name, String... options) throws IOException, InterruptedException {
    Path here = Files.createDirectory(folder.resolve(name.replaceAll("\\W+", "-")));
    Files.writeString(here.resolve("small.conf"), SWEEP);
    CommandProcess commands =
        new CommandProcess(
            here,
            List.of("plan", "small.conf"),
            List.of("sweep", "small.conf"),
            List.of("query", "trials"),
            List.of("query", "cells", "--format", "csv"),
            List.of("query", "main-effects"),
            List.of("query", "-e", "SELECT * FROM metrics ORDER BY trial_id, step LIMIT 5"),
            List.of("query", "-e", "DESCRIBE trials", "--format", "json"),
            List.of("query", "-e", "SELECT INITCAP(recipe), 12345.678D FROM TRIALS"),
            List.of("query", "-e", TIMES),
            List.of("query", "-e", TIMES, "--format", "csv"),
            List.of("query", "-e", TIMES, "--format", "json"),
            List.of("compare", "optimizer", "adam", "sgd", "--of", "not_converged"),
            List.of("picture", "best", "--to", "best.png"),
            List.of("export", "--flat", "--to", "flat"),
            List.of("train", "gaussian", "steps=20"),
            List.of("recipes", "gaussian"),
            List.of("query", "trial", "0000"));
    for (String option : options) {
      commands.with(option);
    }
    Path out = here.resolve("out");
    Path err = here.resolve("err");
    int exit = commands.run(out, err);

    assertThat(exit).as(Files.readString(out) + Files.readString(err)).isEqualTo(Exit.USAGE);
    String text =
        Files.readString(out) + "\n" + Files.readString(err).replaceAll("(?m)^.* WARN .*\n", "");
    return text.replace(here.toString(), "HERE")
        .replaceAll("[0-9][0-9.,]* (s|ms|min|h|GAN steps/s|trials/s)\\b", "TIME")
        .replaceAll("(?m)^(time|tasks|lanes) .*$", "$1")
        .replaceAll("(?m)^.*/[0-9,]+ GAN steps.*\n", "");
  }
}
