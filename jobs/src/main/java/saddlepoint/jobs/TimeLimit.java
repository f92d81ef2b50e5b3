// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** How long a sweep may train, and what still fits into that. Thread safe. */
final class TimeLimit {
  /** What checkpoints and the end of the process take of the time. */
  private static final double RESERVE = 0.25;

  private static final Duration MOST_RESERVE = Duration.ofSeconds(60);

  private final LongSupplier nanos;
  private final long start;

  /** In nanoseconds since the start; infinite without a limit. */
  private final double training;

  private double nanosOfWork;
  private boolean isShort;

  /**
   * A limit.
   *
   * @param left until the process must have ended, negative if it must have by now; none for ever
   * @param nanos a clock that only goes on
   */
  TimeLimit(Optional<Duration> left, LongSupplier nanos) {
    this.nanos = nanos;
    start = nanos.getAsLong();
    training = left.map(TimeLimit::training).orElse(Double.POSITIVE_INFINITY);
  }

  private static double training(Duration left) {
    double seconds = left.toMillis() / 1e3;
    return 1e9 * Math.max((1 - RESERVE) * seconds, seconds - MOST_RESERVE.toSeconds());
  }

  /** Whether nothing may be trained any more. */
  boolean isUp() {
    return nanos.getAsLong() - start >= training;
  }

  /** A wave took so long, with whatever was trained beside it. */
  synchronized void took(double work, long nanosOfWave) {
    nanosOfWork = nanosOfWave / work;
  }

  /** Whether a wave would end in time, if it is as fast as the last one; remembers that not. */
  synchronized boolean leaves(double work) {
    boolean fits = nanos.getAsLong() - start + work * nanosOfWork < training;
    isShort |= !fits;
    return fits;
  }

  /** Whether anything was left since the time did not suffice. */
  synchronized boolean isReached() {
    return isShort || isUp();
  }
}
