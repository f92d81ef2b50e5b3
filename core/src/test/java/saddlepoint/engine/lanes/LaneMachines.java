// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import java.util.List;
import saddlepoint.engine.training.Machine;
import saddlepoint.sweep.Trial;

/** Machines of the engine, for tests of all of them. */
public final class LaneMachines {
  private LaneMachines() {}

  /** For up to sixteen trials of one shape. */
  public static Machine of(List<Trial> trials) {
    return new LaneMachine(trials);
  }
}
