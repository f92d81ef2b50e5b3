// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine;

/** Hears of trials as they get on and end. Called by the thread that trains. */
@FunctionalInterface
public interface TrialListener {
  /**
   * Trials that have not ended made some more steps. Told now and then, for people who watch: the
   * steps before a trial's end need not all have been told.
   *
   * @param steps of all trials together since this was called last, above 0
   */
  default void advanced(long steps) {}

  /**
   * A step of a trial was logged. Not every engine tells it.
   *
   * @param history with the step's figures in its last row
   */
  default void logged(History history) {}

  /** A trial ended; called exactly once for each trial of a cohort. */
  void ended(TrialResult result);
}
