// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import java.time.Duration;
import saddlepoint.engine.Outcome;
import saddlepoint.engine.TrialResult;
import saddlepoint.engine.scalar.ScalarEngine;
import saddlepoint.engine.training.TrainingObserver;
import saddlepoint.jobs.CannotRunException;
import saddlepoint.recipe.Gan;
import saddlepoint.sweep.Trial;

/**
 * Trains a committed trial again for its snapshots, with the same bits, and tells how far it is if
 * that takes a while. Used once, by one thread.
 */
final class Retraining implements TrainingObserver {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(1);

  private final Terminal terminal;
  private final long start = System.nanoTime();
  private long shown;
  private int steps;

  Retraining(Terminal terminal) {
    this.terminal = terminal;
  }

  /**
   * Trains.
   *
   * @param snapshots at least as many are kept, if the training has so many steps
   * @throws CannotRunException if the engine that can do so has other bits, or an error ends it
   */
  TrialResult train(StoredTrial stored, int snapshots) {
    Trial trial = stored.trial();
    String arithmetic = new ScalarEngine().arithmetic();
    if (!trial.arithmetic().equals(arithmetic)) {
      throw new CannotRunException(
          "trial "
              + trial.id()
              + " kept no snapshots, and only trials of arithmetic "
              + arithmetic
              + " can be trained again here, it has "
              + trial.arithmetic()
              + "; sweep it with snapshot.every and snapshot.trials");
    }
    Gan gan = trial.gan();
    steps = gan.steps();
    terminal.say(
        "trial " + trial.id() + " kept no snapshots; training it again: " + stored.describe());
    TrialResult result =
        ScalarEngine.train(stored.again(false, snapshotEvery(last(stored), snapshots)), this);
    terminal.endLine();
    if (result.outcome().kind() == Outcome.Kind.FAILED) {
      throw new CannotRunException(
          "trial " + trial.id() + " failed again: " + result.outcome().message());
    }
    return result;
  }

  @Override
  public void step(int step, double lossD, double lossG, float[] real, float[] fake) {
    long now = System.nanoTime();
    long taken = now - start;
    if (step == 0 || taken < PATIENCE.toNanos() || now - shown < BETWEEN_LINES.toNanos()) {
      return;
    }
    String line = progress(step, steps, Duration.ofNanos(taken));
    if (shown == 0) {
      terminal.say(line);
    } else {
      terminal.show(line);
    }
    shown = now;
  }

  /** How far it is, and an estimate of the time that is left. */
  static String progress(int step, int steps, Duration taken) {
    Duration left = Duration.ofMillis(taken.toMillis() * (steps - step) / step);
    return "step "
        + Quantity.count(step)
        + " of "
        + Quantity.count(steps)
        + ", about "
        + Quantity.time(left)
        + " left";
  }

  /** Steps between two snapshots, so that there are at least as many as wanted. */
  static int snapshotEvery(int steps, int snapshots) {
    return Math.max(1, steps / snapshots);
  }

  /** The steps that there are to be seen: a trial that diverged did not do all. */
  private static int last(StoredTrial stored) {
    Integer diverged = stored.row().getAs("diverged_step");
    return diverged == null ? stored.trial().gan().steps() : diverged;
  }
}
