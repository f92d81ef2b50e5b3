// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import saddlepoint.testing.Application;

/** What people see while the only trials of a sweep train. */
class ProgressIT {
  private static final String HOCON =
      """
      name = endless, recipe = dirac
      steps = 2000000000, log-every = 1000000, trial-timeout = 9s
      seeds = 2
      """;

  @TempDir private Path folder;

  @Test
  void stepsAreCountedBeforeAnyTrialEnds() throws Exception {
    Files.writeString(folder.resolve("endless.conf"), HOCON);

    Application.Ended sweep =
        new Application(folder)
            .withJavaOption("-Dsaddlepoint.terminal=true")
            .withVariable("COLUMNS", "90")
            .withVariable("TERM", "xterm")
            .run("sweep", "endless.conf", "--out", "out");

    assertThat(sweep.exit()).as(sweep.err()).isEqualTo(Exit.DONE_WITH_FAILURES);
    List<String> shown = Arrays.asList(sweep.err().split("\r\033\\[K"));
    assertThat(shown).anyMatch(line -> line.startsWith("beginning; 0/4,000,000,000 GAN steps"));
    assertThat(shown)
        .anyMatch(
            line ->
                line.matches(
                    "(?s).* left; [1-9][\\d,]+/4,000,000,000 GAN steps, [1-9][\\d,]+/s; 0/2 trials\\s*"));
    assertThat(shown)
        .filteredOn(line -> line.contains(" GAN steps"))
        .allMatch(line -> line.strip().length() < 90);
  }
}
