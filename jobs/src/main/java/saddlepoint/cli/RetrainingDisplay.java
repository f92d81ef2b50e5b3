// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import java.time.Duration;
import saddlepoint.jobs.replay.Retraining;
import saddlepoint.jobs.replay.StoredTrial;

/** Shows how far a training is that takes a while. Used by one thread. */
final class RetrainingDisplay implements Retraining.Progress {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(1);

  private final Terminal terminal;
  private Duration shown = Duration.ZERO;

  RetrainingDisplay(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void begins(StoredTrial stored) {
    terminal.say(
        "trial "
            + stored.trial().id()
            + " kept no snapshots; training it again: "
            + stored.describe());
  }

  @Override
  public void step(int step, int steps, Duration taken) {
    step((long) step, steps, taken);
  }

  /** The same of several trials together. */
  void step(long step, long steps, Duration taken) {
    if (step == 0
        || taken.compareTo(PATIENCE) < 0
        || taken.minus(shown).compareTo(BETWEEN_LINES) < 0) {
      return;
    }
    String line = line(step, steps, taken);
    if (shown.isZero()) {
      terminal.say(line);
    } else {
      terminal.show(line);
    }
    shown = taken;
  }

  /** How far it is, and an estimate of the time that is left. */
  static String line(long step, long steps, Duration taken) {
    Duration left = Duration.ofMillis(taken.toMillis() * (steps - step) / step);
    return "step "
        + Quantity.count(step)
        + " of "
        + Quantity.count(steps)
        + ", about "
        + Quantity.time(left)
        + " left";
  }
}
