// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs.bench;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import saddlepoint.engine.Cohort;
import saddlepoint.engine.Engine;
import saddlepoint.engine.Outcome;
import saddlepoint.engine.TrialResult;
import saddlepoint.jobs.CannotRunException;

/** Measures how many GAN steps a second one thread does. */
final class Speedometer {
  /** As a share of what is measured: spent before at least, for the compiler. */
  static final double WARM_UP = 1;

  /** The longest warm-up, as a share likewise. */
  private static final double MOST_WARM_UP = 20;

  /** Of a round that the compiler may take in a steady one. */
  private static final double COMPILING = 0.05;

  /** What a round must be faster by than all before to count as faster. */
  private static final double FASTER = 1.02;

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
    int steps = warmUp(system);
    double best = 0;
    for (int i = 0; i < ROUNDS; i++) {
      best = Math.max(best, (double) steps * trials / train(system, steps));
    }
    return best;
  }

  /**
   * Trains in ever longer rounds, and on until, for as long as will be measured, the compiler has
   * hardly worked and no round was faster than those before.
   *
   * @return steps of a round
   */
  private int warmUp(BenchSystem system) {
    double round = seconds / ROUNDS;
    int steps = FIRST_STEPS;
    double spent = 0;
    double steady = 0;
    double best = 0;
    double took = train(system, steps);
    while (true) {
      spent += took;
      if (took < round / 2) {
        // Up to twice as many steps, until a round is as long as it should be.
        double growth = Math.min(2, round / Math.max(took, 1e-9));
        steps = (int) Math.max(1, Math.min(MOST_STEPS, steps * growth));
      } else if (spent >= seconds * WARM_UP
          && (steady >= seconds || spent >= seconds * MOST_WARM_UP)) {
        return steps;
      }
      long compiled = compileMillis();
      took = train(system, steps);
      double rate = steps / took;
      boolean compiles = compileMillis() - compiled > COMPILING * 1000 * took;
      steady = compiles || rate > best * FASTER ? 0 : steady + took;
      best = Math.max(best, rate);
    }
  }

  /** What the compiler has taken in this JVM; 0 if it has none that tells. */
  private static long compileMillis() {
    CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
    return compiler != null && compiler.isCompilationTimeMonitoringSupported()
        ? compiler.getTotalCompilationTime()
        : 0;
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
