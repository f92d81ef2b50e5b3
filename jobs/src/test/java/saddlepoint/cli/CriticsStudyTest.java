// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of docs/studies.md on losses, penalties and norms, trained anew. Takes an hour. */
@Tag("acceptance")
class CriticsStudyTest {
  private static final Path STUDIES =
      Path.of(System.getProperty("saddlepoint.home"), "conf", "studies");
  private static final int CELLS = 35;

  @ParameterizedTest
  @ValueSource(strings = {"critics-ring", "critics-grid"})
  void everyLossWithEveryPenaltyAndNorm(String study, @TempDir Path folder) throws Exception {
    String out = folder.resolve("out").toString();
    CommandRun sweep =
        CommandRun.of("sweep", STUDIES.resolve(study + ".conf").toString(), "--out", out);
    assertThat(sweep.exit()).as(sweep.out() + sweep.err()).isZero();

    String sql = Files.readString(STUDIES.resolve("critics.sql"));
    CommandRun table =
        CommandRun.of("query", "--run", study, "--out", out, "--format", "csv", "-e", sql);
    assertThat(table.exit()).as(table.err()).isZero();
    System.out.println(study);
    System.out.println(table.out());
    assertThat(table.out().lines().filter(line -> line.contains(",20,"))).hasSize(CELLS);
  }
}
