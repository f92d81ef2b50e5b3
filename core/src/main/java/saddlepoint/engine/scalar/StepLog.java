// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.scalar;

/** Hears of the figures of a trial's logged steps, and of D at the end of its range. */
public interface StepLog {
  /** Hears D's figures of a logged step, before its update. */
  void logDiscriminator(
      StepFigures.Outputs real, StepFigures.Outputs fake, double learningRate, double norm);

  /** Hears G's figures of a logged step, before its update. */
  void logGenerator(float[] logits, float[] outputs, double learningRate, double norm);

  /** Hears that D has reached the end of its range in a step, logged or not. */
  void saturate(int step);
}
