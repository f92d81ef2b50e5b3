// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import saddlepoint.jobs.SweepJob;

/** What Ctrl-C and kill do to a sweep. Thread safe. */
final class Interrupts {
  private static final int PATIENT = 2;

  private final AtomicInteger count = new AtomicInteger();
  private final SweepJob job;
  private final Terminal terminal;
  private final BooleanSupplier isAllInFlight;

  /**
   * Of a sweep.
   *
   * @param isAllInFlight whether no wave is left to begin
   */
  Interrupts(SweepJob job, Terminal terminal, BooleanSupplier isAllInFlight) {
    this.job = job;
    this.terminal = terminal;
    this.isAllInFlight = isAllInFlight;
  }

  /** Handles a signal; false hands it on to the JVM, which exits. */
  boolean next() {
    int number = count.incrementAndGet();
    if (number > PATIENT) {
      return false;
    }
    terminal.say(
        number == 1
            ? "stopping: the waves in flight"
                + (isAllInFlight.getAsBoolean() ? ", which are all that is left," : "")
                + " will finish and be committed; again keeps checkpoints of what is at work and ends"
            : "keeping checkpoints of what is at work; again exits at once");
    job.stop();
    return true;
  }
}
