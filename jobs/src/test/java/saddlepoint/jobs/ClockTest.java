// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Nothing that is stored asks a clock that may be set back. */
class ClockTest {
  /** The clock itself, and a replay, whose row is compared and not stored. */
  private static final List<String> MAY_ASK = List.of("Replay.java", "SteadyTime.java");

  @Test
  void onlyTheSteadyTimeAsksTheClock() throws IOException {
    try (Stream<Path> sources = Files.walk(Path.of("src", "main", "java"))) {
      assertThat(sources.filter(ClockTest::asks).map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(MAY_ASK);
    }
  }

  private static boolean asks(Path source) {
    try {
      return source.toString().endsWith(".java")
          && Files.readString(source)
              .matches("(?s).*(Instant[.:]+now|currentTimeMillis|Clock\\.system|new Date\\(\\)).*");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
