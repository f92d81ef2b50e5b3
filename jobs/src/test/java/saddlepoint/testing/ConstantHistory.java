// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.testing;

import java.util.Arrays;
import java.util.List;
import saddlepoint.engine.Continuation;
import saddlepoint.engine.Device;
import saddlepoint.engine.History;
import saddlepoint.engine.KeptGenerator;
import saddlepoint.engine.Outcome;
import saddlepoint.engine.TrialResult;
import saddlepoint.metric.Equilibrium;
import saddlepoint.metric.Metric;
import saddlepoint.recipe.Gan;
import saddlepoint.sweep.Recording;
import saddlepoint.sweep.Trial;

/** The history of a trial that rests at its equilibrium, as if it had been trained. */
final class ConstantHistory {
  private ConstantHistory() {}

  static TrialResult completed(Trial trial) {
    return completed(trial, Device.JVM);
  }

  static TrialResult completed(Trial trial, Device device) {
    Gan gan = trial.gan();
    return new TrialResult(
        trial,
        Outcome.completed(gan.steps() - 1),
        of(trial, gan, gan.steps()),
        List.of(),
        generators(trial, gan),
        -1,
        0,
        0,
        device,
        Continuation.NONE);
  }

  /** Of numbers that tell the trial. */
  private static List<KeptGenerator> generators(Trial trial, Gan gan) {
    if (trial.recording().keptGenerators(gan) == 0) {
      return List.of();
    }
    float[] parameters = new float[gan.generator().parameters()];
    Arrays.fill(parameters, trial.id().hashCode());
    return List.of(new KeptGenerator(gan.steps() - 1, parameters));
  }

  /** With samples that match 1-D data as well as can be. */
  static TrialResult converged(Trial trial) {
    TrialResult result = completed(trial);
    History history = result.history();
    history.set(Metric.WASSERSTEIN, 0);
    history.set(Metric.STANDARD_DEVIATION_RATIO, 1);
    history.set(Metric.JENSEN_SHANNON, 0);
    history.set(Metric.BIN_COVERAGE, 1);
    history.set(Metric.DIVERGENCE_HIGH, 0);
    return result;
  }

  /** Up to the step, which is logged with NaN. */
  static TrialResult diverged(Trial trial, int step) {
    Gan gan = trial.gan();
    History history = of(trial, gan, step);
    history.add(step);
    for (Metric metric : Metric.values()) {
      if (metric.kind() == Metric.Kind.LOGGED) {
        history.set(metric, Float.NaN);
      }
    }
    return new TrialResult(trial, Outcome.diverged(step), history, List.of(), -1, 0, 0, Device.JVM);
  }

  private static History of(Trial trial, Gan gan, int steps) {
    Recording recording = trial.recording();
    Equilibrium equilibrium = gan.loss().equilibrium();
    History history = new History(recording.loggedSteps(gan.steps()) + 1);
    int last = gan.steps() - 1;
    for (long next = 0; next < steps; next = following(next, recording.logEvery(), last)) {
      int step = (int) next;
      history.add(step);
      for (Metric metric : Metric.values()) {
        switch (metric) {
          case D_SCORE -> history.set(metric, (float) equilibrium.v());
          case D_LOSS -> history.set(metric, (float) -equilibrium.v());
          case D_REAL, D_FAKE -> history.set(metric, (float) equilibrium.d1());
          case RESIDUAL, IN_BAND_SHARE, LABEL_ACCURACY, WASSERSTEIN_TRAINING_NOISE -> {
            // They apply to few recipes; here to none.
          }
          default -> {
            boolean isLogged = metric.kind() == Metric.Kind.LOGGED;
            if (isLogged || recording.evaluates(step, gan.steps())) {
              history.set(metric, value(trial, metric));
            }
          }
        }
      }
    }
    return history;
  }

  /** The logged step after another one; beyond the last there is none. */
  private static long following(long step, int logEvery, int last) {
    return step == last ? last + 1L : Math.min(step + logEvery, last);
  }

  /** Different trials and metrics get different figures, so that mixed up ones show. */
  private static float value(Trial trial, Metric metric) {
    return (trial.id().hashCode() & 0xffff) / 65536f + metric.ordinal();
  }
}
