// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * A sign of life of a driver at work on a run, in a file that the next one replaces and the
 * driver's end removes. One that is old is of a driver that was killed, or has lost its folder. Its
 * file's name begins with a dot: no row depends on it, and checks look at what rows depend on.
 *
 * @param run the run's name
 * @param driver id of the driver
 * @param at when, in ISO 8601, UTC
 * @param nextWithin seconds until the next one, at least 1
 * @param waves ids of those that are being trained
 */
public record Heartbeat(String run, String driver, String at, int nextWithin, List<String> waves)
    implements OfRun {
  /** Missed ones after which a driver is taken for dead. */
  private static final int MISSED = 5;

  /** Seconds between two of this build's drivers. */
  public static final int SECONDS = 20;

  /** After which a driver of this build that gives none is taken for dead. */
  static final Duration SILENCE_OF_THE_DEAD = Duration.ofSeconds((long) MISSED * SECONDS);

  public Heartbeat {
    Objects.requireNonNull(run);
    Objects.requireNonNull(driver);
    Objects.requireNonNull(at);
    waves = List.copyOf(waves);
  }

  /** How old it is; not negative, whatever the clocks say. */
  public Duration age(Instant now) {
    Duration age = Duration.between(Instant.parse(at), now);
    return age.isNegative() ? Duration.ZERO : age;
  }

  /** Whether its driver is taken to be at work. */
  public boolean isAlive(Instant now) {
    return age(now).compareTo(Duration.ofSeconds((long) MISSED * nextWithin)) < 0;
  }
}
