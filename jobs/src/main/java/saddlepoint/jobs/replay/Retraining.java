// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs.replay;

import java.time.Duration;
import saddlepoint.engine.Outcome;
import saddlepoint.engine.TrialResult;
import saddlepoint.engine.training.ObservableEngine;
import saddlepoint.engine.training.TrainingObserver;
import saddlepoint.jobs.CannotRunException;
import saddlepoint.recipe.Gan;
import saddlepoint.sweep.Trial;

/**
 * Trains a committed trial again for its snapshots, with the same bits. Used once, by one thread.
 */
public final class Retraining implements TrainingObserver {
  private final Progress progress;
  private final long start = System.nanoTime();
  private int steps;

  /** How far a training is; called by the thread that trains. */
  public interface Progress {
    /** Before the first step. */
    void begins(StoredTrial stored);

    /**
     * After a logged step.
     *
     * @param step done, from 0
     * @param steps of the whole training
     * @param taken since the training began
     */
    void step(int step, int steps, Duration taken);
  }

  /** A training that tells how far it is. */
  public Retraining(Progress progress) {
    this.progress = progress;
  }

  /**
   * Trains.
   *
   * @param snapshots at least as many are kept, if the training has so many steps
   * @throws CannotRunException if the engine that can do so has other bits, or an error ends it
   */
  public TrialResult train(StoredTrial stored, int snapshots) {
    Trial trial = stored.trial();
    String arithmetic = ObservableEngine.get().arithmetic();
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
    progress.begins(stored);
    TrialResult result =
        ObservableEngine.get()
            .train(stored.again(false, snapshotEvery(last(stored), snapshots)), this);
    if (result.outcome().kind() == Outcome.Kind.FAILED) {
      throw new CannotRunException(
          "trial " + trial.id() + " failed again: " + result.outcome().message());
    }
    return result;
  }

  @Override
  public void step(int step, double lossD, double lossG, float[] real, float[] fake) {
    progress.step(step, steps, Duration.ofNanos(System.nanoTime() - start));
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
