// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The time of day for one process, which never goes back: a clock that is set back while trials
 * train must not make them end before they began, nor a driver before its start. Thread safe.
 */
public final class SteadyTime {
  /** Of this process. */
  public static final SteadyTime HERE = new SteadyTime(Instant::now, System::nanoTime);

  private final Supplier<Instant> clock;
  private final LongSupplier nanos;
  private Instant latest;
  private long at;

  /**
   * The time of a clock.
   *
   * @param nanos of another clock that nobody sets, from any origin
   */
  SteadyTime(Supplier<Instant> clock, LongSupplier nanos) {
    this.clock = clock;
    this.nanos = nanos;
    latest = clock.get();
    at = nanos.getAsLong();
  }

  /** The clock's time; where that was set back, what has passed since by the other clock. */
  public synchronized Instant now() {
    long now = nanos.getAsLong();
    Instant passed = latest.plus(Duration.ofNanos(now - at));
    Instant told = clock.get();
    // A clock that is kept in step goes back by milliseconds; both are right then.
    latest = told.isBefore(passed) ? passed : told;
    at = now;
    return latest;
  }
}
