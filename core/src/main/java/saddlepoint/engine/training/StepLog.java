// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.training;

/**
 * Hears of the figures of a trial's logged steps, and of D at the end of its range. Arrays are
 * valid during the call only.
 */
public interface StepLog {
  /** Hears D's figures of a logged step, before its update. */
  void logDiscriminator(
      int step,
      StepFigures.Outputs real,
      StepFigures.Outputs fake,
      double learningRate,
      double norm);

  /**
   * Hears of the penalty of the same update, if D has one, after D's figures.
   *
   * @param norms of D's gradient by each row that is penalized, [rows]
   */
  void logPenalty(float[] norms);

  /** Hears G's figures of a logged step, before its update. */
  void logGenerator(int step, StepFigures.Outputs fake, double learningRate, double norm);

  /** Hears that D has reached the end of its range in a step, logged or not. */
  void saturate(int step);
}
