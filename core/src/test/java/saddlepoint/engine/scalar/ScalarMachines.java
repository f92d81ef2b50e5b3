// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.scalar;

import java.util.List;
import saddlepoint.engine.reference.FloatArithmetic;
import saddlepoint.engine.training.Machine;
import saddlepoint.engine.training.TrainingObserver;
import saddlepoint.sweep.Trial;

/** Machines of the engine, for tests of all of them. */
public final class ScalarMachines {
  private ScalarMachines() {}

  /** In single precision, for one trial. */
  public static Machine of(List<Trial> trials) {
    Trial trial = trials.get(0);
    return new ScalarMachine<>(
        new FloatArithmetic(), trial.gan(), trial.randomSeed(), TrainingObserver.NONE);
  }
}
