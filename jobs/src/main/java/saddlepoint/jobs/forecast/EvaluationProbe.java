// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs.forecast;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import saddlepoint.engine.Cohort;
import saddlepoint.engine.Engine;
import saddlepoint.engine.TrialResult;
import saddlepoint.sweep.GapChoice;
import saddlepoint.sweep.Judging;
import saddlepoint.sweep.Recording;
import saddlepoint.sweep.Trial;

/** Measures how long the evaluations of a trial take, those on the way and the last one. */
final class EvaluationProbe {
  /** Of trials whose reference discriminator is trained if they are in the band. */
  private static final double IN_BAND = 0.2;

  private static final int LEAST_TURNS = 3;

  /**
   * Seconds after which one turn is enough: what takes as long no longer gets faster. Longer than
   * the first evaluation in a JVM takes to learn what real images look like.
   */
  private static final double PATIENCE = 12;

  private static final double MILLIS = 1000;
  private static final double NANOS = 1e9;

  private final Engine engine;
  private final List<Trial> alike;
  private final Part last;
  private final Part withGap;
  private final Part twice;

  /** A probe of trials of one shape. */
  EvaluationProbe(Engine engine, List<Trial> alike) {
    this.engine = engine;
    this.alike = alike;
    last = new Part(1, 0, GapChoice.NONE);
    withGap = new Part(1, 0, GapChoice.ALL);
    twice = new Part(2, 1, GapChoice.NONE);
  }

  double work() {
    return work(alike.get(0));
  }

  /** Multiply-adds of both players for one row, which evaluations ask many of. */
  static double work(Trial trial) {
    return trial.gan().generator().multiplyAdds(1) + trial.gan().discriminator().multiplyAdds(1);
  }

  /** Evaluates in turns for some seconds, and each part a few times at least if it is quick. */
  void measure(double seconds) {
    long start = System.nanoTime();
    long end = start + (long) (seconds * NANOS);
    long patient = start + (long) (PATIENCE * NANOS);
    List<Part> parts = new ArrayList<>(List.of(last));
    if (choice() != GapChoice.NONE) {
      parts.add(withGap);
    }
    if (regular(alike.get(0)) > 0) {
      parts.add(twice);
    }
    int turns = 0;
    do {
      parts.forEach(part -> part.measure(seconds / parts.size() / 4));
      turns++;
    } while (System.nanoTime() < end || turns < LEAST_TURNS && System.nanoTime() < patient);
  }

  /** Seconds of one core for all evaluations of a trial of the same kind. */
  double seconds(Trial trial) {
    double ofGap =
        switch (choice()) {
          case NONE -> 0;
          case IN_BAND -> IN_BAND;
          case ALL -> 1;
        };
    double seconds = last.best;
    if (ofGap > 0) {
      seconds += ofGap * Math.max(0, withGap.best - last.best);
    }
    if (regular(trial) > 0 && twice.done > 0) {
      seconds += regular(trial) * Math.max(0, twice.best - last.best);
    }
    return seconds;
  }

  /** What was spent before evaluations were as fast as they get. */
  double startSeconds() {
    return last.start() + withGap.start() + twice.start();
  }

  /** Evaluations before the last step. */
  private static int regular(Trial trial) {
    int every = trial.recording().evaluateEvery();
    return every == 0 ? 0 : Math.floorDiv(trial.gan().steps() - 2, every) + 1;
  }

  private GapChoice choice() {
    return alike.get(0).recording().judging().gap();
  }

  /** A training of a step or two with its evaluations. */
  private final class Part {
    private final int steps;
    private final int every;
    private final GapChoice gap;
    private int size = 1;
    private double best = Double.POSITIVE_INFINITY;
    private double spent;
    private int done;

    Part(int steps, int every, GapChoice gap) {
      this.steps = steps;
      this.every = every;
      this.gap = gap;
    }

    void measure(double seconds) {
      Judging usual = alike.get(0).recording().judging();
      Recording recording =
          new Recording(
              1, every, Duration.ZERO, 0, new Judging(gap, usual.jacobian(), usual.limits()));
      Cohort cohort =
          Calibration.cohort(alike, size, trial -> StepProbe.with(trial, steps, recording));
      List<TrialResult> results = new ArrayList<>();
      engine.train(cohort, results::add);
      double took = results.stream().mapToDouble(TrialResult::evaluateMillis).sum() / MILLIS;
      best = Math.min(best, took / results.size());
      spent += took;
      done += results.size();
      // An engine may evaluate a cohort at once.
      if (took < seconds) {
        size = Math.min(2 * size, engine.cohortSize());
      }
    }

    double start() {
      return done == 0 ? 0 : spent - done * best;
    }
  }
}
