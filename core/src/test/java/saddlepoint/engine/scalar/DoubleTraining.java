// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.scalar;

import saddlepoint.engine.TrialResult;
import saddlepoint.engine.reference.DoubleArithmetic;
import saddlepoint.engine.training.TrainingObserver;
import saddlepoint.sweep.Trial;

/** The specification in double precision, for other engines' tests. */
public final class DoubleTraining {
  private DoubleTraining() {}

  /** Trains one trial. */
  public static TrialResult train(Trial trial) {
    return new ScalarTraining<>(new DoubleArithmetic(), trial, TrainingObserver.NONE).train();
  }
}
