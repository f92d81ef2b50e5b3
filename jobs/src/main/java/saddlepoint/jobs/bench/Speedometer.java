// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs.bench;

import java.util.ArrayList;
import java.util.List;
import saddlepoint.engine.Cohort;
import saddlepoint.engine.Engine;
import saddlepoint.engine.Outcome;
import saddlepoint.engine.TrialResult;
import saddlepoint.jobs.CannotRunException;

/** Measures how many GAN steps a second one thread does. */
final class Speedometer {
  /** As a share of what is measured: spent before in ever longer rounds, for the compiler. */
  static final double WARM_UP = 1;

  private static final int ROUNDS = 5;
  private static final int FIRST_STEPS = 1;
  private static final int MOST_STEPS = 1 << 28;

  private final Engine engine;
  private final double seconds;
  private final int trials;

  /**
   * A speedometer of one engine.
   *
   * @param seconds how long each system is measured, besides warming up
   * @param trials in a cohort
   */
  Speedometer(Engine engine, double seconds, int trials) {
    this.engine = engine;
    this.seconds = seconds;
    this.trials = trials;
  }

  /** GAN steps of all trials a second of training; the fastest of some rounds. */
  double stepsPerSecond(BenchSystem system) {
    double round = seconds / ROUNDS;
    int steps = FIRST_STEPS;
    double spent = 0;
    double took = train(system, steps);
    while (true) {
      spent += took;
      if (spent >= seconds * WARM_UP && took >= round / 2) {
        break;
      }
      // Up to twice as many steps, until a round is as long as it should be.
      double growth = Math.min(2, round / Math.max(took, 1e-9));
      steps = (int) Math.max(1, Math.min(MOST_STEPS, steps * growth));
      took = train(system, steps);
    }
    double best = 0;
    for (int i = 0; i < ROUNDS; i++) {
      best = Math.max(best, (double) steps * trials / train(system, steps));
    }
    return best;
  }

  /** Seconds of training. */
  private double train(BenchSystem system, int steps) {
    Cohort cohort = new Cohort(system.trials(trials, steps, engine.arithmetic()));
    List<TrialResult> results = new ArrayList<>();
    engine.train(cohort, results::add);
    for (TrialResult result : results) {
      if (result.outcome().kind() == Outcome.Kind.FAILED) {
        throw new CannotRunException(
            "engine "
                + engine.name()
                + " failed to train "
                + system.name()
                + ": "
                + result.outcome().message());
      }
    }
    return results.stream().mapToDouble(TrialResult::trainMillis).sum() / 1000;
  }
}
