// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import saddlepoint.metric.Verdict;
import saddlepoint.recipe.Gan;

/**
 * Counts what is done of trials of one shape that are trained together. Steps told on the way are
 * part of what a trial's end tells again, so an end adds only the rest. Not thread safe.
 */
final class CohortProgress {
  private final EndedTrials ended;
  private final double workOfStep;
  private long told;

  /**
   * Nothing done yet.
   *
   * @param gan of any of the trials
   */
  CohortProgress(EndedTrials ended, Gan gan) {
    this.ended = ended;
    workOfStep = gan.work() / gan.steps();
  }

  /** Some more steps were made. */
  void advanced(long steps) {
    told += steps;
    ended.advance(steps, steps * workOfStep);
  }

  /**
   * A trial ended.
   *
   * @param steps it made in all
   */
  void ended(Verdict verdict, long steps, Gan gan) {
    long before = Math.min(told, steps);
    told -= before;
    ended.add(
        new EndedTrials.End(
            verdict,
            steps - before,
            Math.max(0, gan.steps() - steps),
            gan.work() - before * workOfStep));
  }

  /** Takes back the steps that belong to no trial that ended. */
  void close() {
    ended.advance(-told, -told * workOfStep);
    told = 0;
  }
}
