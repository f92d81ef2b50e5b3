// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SteadyTimeTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private Instant clock = NOON;
  private long nanos;

  private void pass(Duration time) {
    clock = clock.plus(time);
    nanos += time.toNanos();
  }

  @Test
  void isTheClockAsLongAsNobodySetsIt() {
    SteadyTime time = new SteadyTime(() -> clock, () -> nanos);
    pass(Duration.ofMinutes(3));

    assertThat(time.now()).isEqualTo(NOON.plus(Duration.ofMinutes(3)));
  }

  @Test
  void goesOnWhereTheClockIsSetBack() {
    SteadyTime time = new SteadyTime(() -> clock, () -> nanos);
    pass(Duration.ofMinutes(3));
    time.now();
    clock = clock.minus(Duration.ofDays(1));
    pass(Duration.ofMinutes(2));

    assertThat(time.now()).isEqualTo(NOON.plus(Duration.ofMinutes(5)));
  }

  @Test
  void followsAClockThatIsSetForwardOrRanWhileTheMachineSlept() {
    SteadyTime time = new SteadyTime(() -> clock, () -> nanos);
    clock = clock.plus(Duration.ofHours(8));
    pass(Duration.ofMinutes(2));

    assertThat(time.now()).isEqualTo(NOON.plus(Duration.ofHours(8)).plusSeconds(120));
  }
}
