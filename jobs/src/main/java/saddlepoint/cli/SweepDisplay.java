// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import java.util.function.LongSupplier;
import saddlepoint.jobs.SweepProgress;
import saddlepoint.jobs.SweepStatus;

/**
 * Shows how a sweep gets on: one line that changes on a terminal, a line now and then elsewhere.
 * Updated by one thread.
 */
final class SweepDisplay implements SweepProgress {
  private static final long NANOS_BETWEEN_LINES = 10_000_000_000L;
  private static final double NANOS_OF_SECOND = 1e9;

  private final Terminal terminal;
  private final LongSupplier clock;
  private final TerminalWidth width = new TerminalWidth(System.getenv("COLUMNS"));
  private final long planned;
  private long lastLine;
  private boolean begun;
  private String shown = "";
  private volatile boolean isAllInFlight;

  /**
   * A display.
   *
   * @param clock nanoseconds from any origin
   * @param planned trials of the sweep; those that are not to be trained are committed already
   */
  SweepDisplay(Terminal terminal, LongSupplier clock, long planned) {
    this.planned = planned;
    this.terminal = terminal;
    this.clock = clock;
    lastLine = clock.getAsLong();
  }

  @Override
  public void update(SweepStatus status) {
    if (!begun) {
      begun = true;
      if (status.trials() < planned) {
        terminal.say(
            Quantity.of(planned - status.trials(), "trial")
                + (planned - status.trials() == 1 ? " is" : " are")
                + " committed already");
      }
    }
    isAllInFlight = status.wavesInFlight() == status.waves() - status.wavesDone();
    String line = line(status);
    if (terminal.isLive()) {
      // A line that wraps could not be written over.
      int most = width.get() - 1;
      terminal.show(line.length() <= most ? line : line.substring(0, most));
    } else if (clock.getAsLong() - lastLine >= NANOS_BETWEEN_LINES && !line.equals(shown)) {
      lastLine = clock.getAsLong();
      shown = line;
      terminal.say(line);
    }
  }

  /** Whether every wave that is not done is being trained; for any thread. */
  boolean isAllInFlight() {
    return isAllInFlight;
  }

  /** The terminal was made wider or narrower. */
  void resized() {
    width.changed();
  }

  /**
   * What matters most stands first, since narrow terminals cut the end: for example {@code 12 s
   * left; 81,000/162,000 GAN steps, 9,300/s; 120/270 trials: 80 CONVERGED, 40 D_WINS}.
   */
  static String line(SweepStatus status) {
    double seconds = status.elapsed().toNanos() / NANOS_OF_SECOND;
    String speed =
        status.steps() == 0 || seconds == 0
            ? ""
            : ", " + Quantity.count(Math.round(status.steps() / seconds)) + "/s";
    return status.remaining().map(left -> Quantity.time(left) + " left; ").orElse("beginning; ")
        + Quantity.count(status.steps())
        + "/"
        + Quantity.of(status.stepsPlanned(), "GAN step")
        + notNeeded(status.stepsNotNeeded())
        + speed
        + "; "
        + Quantity.count(status.trialsEnded())
        + "/"
        + Quantity.of(status.trials(), "trial")
        + SweepCommand.counts(": ", status.ended());
  }

  private static String notNeeded(long steps) {
    return steps == 0 ? "" : " (" + Quantity.count(steps) + " not needed)";
  }
}
