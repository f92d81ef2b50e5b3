// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Estimates the time left from the work done in the later half of the time so far: a JVM begins at
 * a hundredth of the speed that it comes to. Not thread safe.
 */
final class Pace {
  private static final Duration LEAST = Duration.ofSeconds(5);
  private static final double MUCH = 0.05;

  /** Looks that are kept lie so far apart, by the time since the start. */
  private static final double APART = 1.02;

  private final Deque<Look> looks = new ArrayDeque<>();

  /** Of the last look that found nothing done: a cluster may take long to begin. */
  private double beginning;

  /**
   * Looks at the work.
   *
   * @param elapsed since the start
   * @param done of the work, in any unit
   * @param total of it
   * @return the time left; empty as long as nobody can tell
   */
  Optional<Duration> left(Duration elapsed, double done, double total) {
    double now = elapsed.toNanos();
    if (done == 0) {
      beginning = now;
    }
    if (looks.isEmpty() || now > looks.getLast().nanos() * APART) {
      looks.addLast(new Look(now, done));
    }
    while (looks.size() > 1 && second().nanos() <= now / 2) {
      looks.removeFirst();
    }
    Look before = looks.getFirst();
    if (done >= total) {
      return Optional.of(Duration.ZERO);
    }
    boolean isKnown = now - beginning >= LEAST.toNanos() || done >= MUCH * total;
    if (!isKnown || done <= before.work() || now <= before.nanos()) {
      return Optional.empty();
    }
    double nanosOfWork = (now - before.nanos()) / (done - before.work());
    return Optional.of(Duration.ofMillis((long) ((total - done) * nanosOfWork / 1e6)));
  }

  private Look second() {
    var iterator = looks.iterator();
    iterator.next();
    return iterator.next();
  }

  private record Look(double nanos, double work) {}
}
