// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PaceTest {
  @Test
  void evenWorkTakesTheTimeThatIsLeft() {
    Pace pace = new Pace();
    Optional<Duration> left = Optional.empty();
    for (int second = 0; second <= 40; second++) {
      left = pace.left(Duration.ofSeconds(second), second, 100);
    }
    assertThat(left).contains(Duration.ofSeconds(60));
  }

  /** The first 20 s go at a hundredth of the speed. */
  @Test
  void aSlowBeginningIsForgotten() {
    Pace pace = new Pace();
    Optional<Duration> left = Optional.empty();
    for (int half = 0; half <= 80; half++) {
      double seconds = half / 2.0;
      double done = seconds <= 20 ? seconds / 100 : 0.2 + seconds - 20;
      left = pace.left(Duration.ofMillis(500L * half), done, 60.2);
    }
    assertThat(left.orElseThrow()).isBetween(Duration.ofSeconds(39), Duration.ofSeconds(41));
  }

  @Test
  void nothingIsSaidBeforeItIsKnown() {
    Pace pace = new Pace();

    assertThat(pace.left(Duration.ZERO, 0, 100)).isEmpty();
    assertThat(pace.left(Duration.ofSeconds(3), 1, 100)).isEmpty();
    assertThat(pace.left(Duration.ofSeconds(6), 2, 100)).isPresent();
    assertThat(new Pace().left(Duration.ofSeconds(60), 0, 100)).isEmpty();
  }

  @Test
  void whatACommandWaitsBeforeItTrainsTellsNothing() {
    Pace pace = new Pace();
    for (int second = 0; second <= 30; second++) {
      pace.left(Duration.ofSeconds(second), 0, 100);
    }

    assertThat(pace.left(Duration.ofSeconds(33), 1, 100)).isEmpty();
    assertThat(pace.left(Duration.ofSeconds(34), 5, 100)).isPresent();
    assertThat(pace.left(Duration.ofSeconds(36), 6, 100)).isPresent();
  }

  @Test
  void aWaveThatIsTakenBackLeavesNoEstimate() {
    Pace pace = new Pace();
    pace.left(Duration.ofSeconds(10), 50, 100);

    assertThat(pace.left(Duration.ofSeconds(11), 20, 100)).isEmpty();
    assertThat(pace.left(Duration.ofSeconds(11), 100, 100)).contains(Duration.ZERO);
  }
}
