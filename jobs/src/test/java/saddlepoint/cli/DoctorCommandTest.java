// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {
  @TempDir private Path folder;

  @Test
  void findsWhatTrainingNeeds() {
    Path out = folder.resolve("results");

    CommandRun run = CommandRun.of("doctor", "--out", out.toString());

    assertThat(run.exit()).isZero();
    assertThat(run.outLines()).allMatch(line -> line.matches("(OK  |WARN)  .*"));
    assertThat(run.out())
        .containsPattern("OK    Java            17\\.")
        .containsPattern("OK    Spark           3\\.5\\.\\d+, Scala 2\\.12\\.")
        .contains("OK    engine scalar   trains every recipe, arithmetic float32\n")
        .contains("OK    output          " + out + " can be written\n");
    assertThat(out).doesNotExist();
  }

  @Test
  void tellsInALineWhatTheFileSystemSays() throws IOException {
    Path out = folder.resolve("broken");
    Files.createDirectories(out.resolve("saddlepoint.json"));

    CommandRun run = CommandRun.of("doctor", "--out", out.toString());

    assertThat(run.exit()).isEqualTo(Exit.COULD_NOT_RUN);
    assertThat(run.err()).isEmpty();
    assertThat(run.outLines())
        .anyMatch(line -> line.startsWith("FAIL  output          " + out + ": "));
  }

  @Test
  void failsWhereNothingCanBeWritten() throws IOException {
    Path out = Files.writeString(folder.resolve("file"), "x");

    CommandRun run = CommandRun.of("doctor", "--out", out.toString());

    assertThat(run.exit()).isEqualTo(Exit.COULD_NOT_RUN);
    assertThat(run.outLines())
        .contains(
            "FAIL  output          --out "
                + out
                + ": "
                + out
                + " is a file; give a folder that is empty or does not exist");
  }
}
