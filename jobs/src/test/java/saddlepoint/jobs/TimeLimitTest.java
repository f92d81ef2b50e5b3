// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TimeLimitTest {
  private long seconds;

  @Test
  void keepsAMinuteForTheEndAndAQuarterOfAShortTime() {
    TimeLimit long2h = limit(Duration.ofHours(2));
    TimeLimit short1m = limit(Duration.ofMinutes(1));

    seconds = 44;
    assertThat(short1m.isUp()).isFalse();
    seconds = 45;
    assertThat(short1m.isUp()).isTrue();
    seconds = 7139;
    assertThat(long2h.isUp()).isFalse();
    seconds = 7140;
    assertThat(long2h.isUp()).isTrue();
    assertThat(long2h.isReached()).isTrue();
  }

  @Test
  void beginsNothingThatIsKnownToTakeLonger() {
    TimeLimit limit = limit(Duration.ofMinutes(10));

    assertThat(limit.leaves(1e12)).as("of which nothing is known").isTrue();
    limit.took(1e12, TimeUnit.SECONDS.toNanos(100));
    seconds = 430;
    assertThat(limit.leaves(1e12)).isTrue();
    assertThat(limit.isReached()).isFalse();
    seconds = 440;
    assertThat(limit.leaves(1e12)).isFalse();
    assertThat(limit.isUp()).isFalse();
    assertThat(limit.isReached()).isTrue();
    assertThat(limit.leaves(9e11)).isTrue();
  }

  @Test
  void isUpAtOnceWhereTheStartTookTheTime() {
    assertThat(limit(Duration.ofSeconds(-1)).isUp()).isTrue();
    assertThat(limit(Duration.ZERO).isUp()).isTrue();
  }

  @Test
  void aTimeBeyondAllClocksIsNone() {
    TimeLimit none = new TimeLimit(Optional.empty(), this::nanos);
    TimeLimit ages = limit(Duration.ofDays(1_000_000));
    seconds = 1_000_000_000;

    assertThat(none.isReached()).isFalse();
    assertThat(none.leaves(1)).isTrue();
    assertThat(ages.isReached()).isFalse();
  }

  private TimeLimit limit(Duration left) {
    return new TimeLimit(Optional.of(left), this::nanos);
  }

  private long nanos() {
    return TimeUnit.SECONDS.toNanos(seconds);
  }
}
