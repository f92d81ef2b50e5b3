// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine;

import saddlepoint.recipe.Gan;
import saddlepoint.sweep.Trial;

/** Trains trials. Found by {@link java.util.ServiceLoader}; has no state between calls. */
public interface Engine {
  /** Name for command lines and tables, for example {@code scalar}. */
  String name();

  /** Which bits it trains in; part of a trial's identity, for example {@code float32}. */
  String arithmetic();

  /** How many trials of one shape it trains best at once. */
  int cohortSize();

  /** About what it needs for a cohort, to plan with before anything was measured. */
  default Cost usualCost() {
    return Cost.PLAIN;
  }

  /**
   * What this engine needs of the JVM and does not find, or the empty text: nothing can be trained
   * without it.
   */
  default String missing() {
    return "";
  }

  /**
   * Loads what it trains with and tries it. Dear, where that is much.
   *
   * @return what was found, for people; empty if there is nothing to tell
   * @throws IllegalStateException saying what is wrong and what to do about it
   */
  default String examine() {
    return "";
  }

  /**
   * Why this engine cannot train a GAN here, or the empty text if it can.
   *
   * @param gan of any trial that may be handed to it; trials of one shape have the same answer
   */
  String refusal(Gan gan);

  /**
   * Why {@code auto} passes this engine over for a GAN that it can train, or the empty text: it
   * would take longer than anybody waits for.
   */
  default String unsuited(Gan gan) {
    return "";
  }

  /**
   * Heap that a full cohort holds while it trains, besides what evaluations take for a moment.
   *
   * @param trial any of its trials
   * @return bytes, 0 if they are few
   */
  default long bytes(Trial trial) {
    return 0;
  }

  /** What it computes with here. */
  default Devices devices() {
    return Devices.JVM;
  }

  /**
   * Trains a cohort. A trial's failure is its outcome; only errors of the machine are thrown.
   *
   * @param listener hears of every trial once
   * @param checkpoints where the engine keeps what it needs to go on, and looks for it; one that
   *     cannot go on leaves them alone
   */
  void train(Cohort cohort, TrialListener listener, Checkpoints checkpoints);

  /** The same from the beginning, keeping no checkpoints. */
  default void train(Cohort cohort, TrialListener listener) {
    train(cohort, listener, Checkpoints.NONE);
  }
}
