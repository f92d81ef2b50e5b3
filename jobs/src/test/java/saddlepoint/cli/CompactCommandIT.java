// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import saddlepoint.testing.LocalSpark;
import saddlepoint.testing.TestSweep;

class CompactCommandIT {
  @TempDir private Path folder;

  @Test
  void tellsWhatIsPutTogetherAndRemoved() {
    LocalSpark.session();
    new TestSweep(
            "recipe = gaussian, pretrain = none, steps = 1000000, log-every = 500000, seeds = 3",
            "none",
            folder.toString(),
            "small")
        .train();

    CommandRun dry = compact("--dry-run");
    assertThat(dry.exit()).isEqualTo(Exit.DONE);
    assertThat(dry.out()).matches("would put together 3 files of run small, 3 trials, \\d+ kB\\n");
    CommandRun wet = compact("small", "--grace", "1s");
    assertThat(wet.exit()).isEqualTo(Exit.DONE);
    assertThat(wet.out())
        .matches(
            "put together 3 files of run small, 3 trials, \\d+ kB\\n"
                + "removed 3 replaced files, \\d+ kB\\n");
    assertThat(wet.err())
        .contains(" for who had begun to read; Ctrl-C leaves them to the next compact");
    assertThat(compact("small").out()).isEqualTo("run small: nothing to put together\n");

    CommandRun unknown = compact("large");
    assertThat(unknown.exit()).isEqualTo(Exit.USAGE);
    assertThat(unknown.err()).contains("has no such run; it has small");
    assertThat(compact("--grace", "ten").err())
        .contains("--grace: must be a time such as 26h, 90m or 45s, got 'ten'");
  }

  private CommandRun compact(String... more) {
    return CommandRun.of(
        Stream.of(List.of("compact", "--out", folder.toString()), List.of(more))
            .flatMap(List::stream)
            .toArray(String[]::new));
  }
}
