// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.scalar;

import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.function.LongConsumer;
import saddlepoint.engine.Checkpoints;
import saddlepoint.engine.Cohort;
import saddlepoint.engine.Device;
import saddlepoint.engine.TrialListener;
import saddlepoint.engine.TrialResult;
import saddlepoint.engine.reference.FloatArithmetic;
import saddlepoint.engine.training.ObservableEngine;
import saddlepoint.engine.training.TrainingObserver;
import saddlepoint.numerics.Subnormals;
import saddlepoint.recipe.Gan;
import saddlepoint.sweep.Trial;

/** One trial at a time in plain Java; the executable specification. Runs everywhere. */
public final class ScalarEngine implements ObservableEngine {
  /** Its value, its gradient and the two moments that an optimizer may have. */
  private static final long PER_PARAMETER = 4;

  /** Seconds of a step from which on an engine for large networks is the better one. */
  private static final double LONG_STEP = 0.1;

  @Override
  public String name() {
    return "scalar";
  }

  @Override
  public String arithmetic() {
    return "float32";
  }

  @Override
  public int cohortSize() {
    return 1;
  }

  @Override
  public String refusal(Gan gan) {
    return gan.parallelism().refusal();
  }

  @Override
  public String unsuited(Gan gan) {
    double seconds = gan.multiplyAddsPerStep() * usualCost().secondsPerMultiplyAdd();
    return seconds > LONG_STEP
        ? String.format(Locale.ROOT, "a step would take about %.1f s", seconds)
        : "";
  }

  /**
   * At least: parameters with gradients and moments, rows of replay beside those of a checkpoint,
   * and what is recorded.
   */
  @Override
  public long bytes(Trial trial) {
    Gan gan = trial.gan();
    long parameters = (long) gan.generator().parameters() + gan.discriminator().parameters();
    return PER_PARAMETER * parameters * Float.BYTES
        + gan.replayedNumbers() * (long) (Float.BYTES + Double.BYTES)
        + (long) trial.recording().bytes(gan);
  }

  @Override
  public void train(Cohort cohort, TrialListener listener, Checkpoints checkpoints) {
    Subnormals.requireKept();
    for (Trial trial : cohort.trials()) {
      listener.ended(train(trial, TrainingObserver.NONE, listener::advanced, checkpoints));
    }
  }

  @Override
  public TrialResult train(Trial trial, TrainingObserver observer) {
    return train(trial, observer, steps -> {}, Checkpoints.NONE);
  }

  private TrialResult train(
      Trial trial, TrainingObserver observer, LongConsumer advanced, Checkpoints checkpoints) {
    try {
      return new ScalarTraining<>(new FloatArithmetic(), trial, observer)
          .train(name(), advanced, checkpoints);
    } catch (CancellationException e) {
      throw e;
    } catch (RuntimeException e) {
      return TrialResult.failed(trial, e, Device.JVM);
    }
  }
}
