// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph;

import java.util.List;
import saddlepoint.engine.graph.device.Backend;
import saddlepoint.engine.graph.device.Precision;
import saddlepoint.engine.training.Machine;
import saddlepoint.sweep.Trial;

/** Machines of the engine, for tests of all of them. */
public final class GraphMachines {
  private GraphMachines() {}

  /** In single precision, for trials of one shape. */
  public static Machine of(List<Trial> trials) {
    Backend.require();
    return GraphMachine.of(Precision.SINGLE, trials, Long.MAX_VALUE);
  }
}
