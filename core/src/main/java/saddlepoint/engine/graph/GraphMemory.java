// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph;

import java.util.List;
import saddlepoint.engine.graph.device.Backend;
import saddlepoint.engine.graph.device.GraphArrays;
import saddlepoint.engine.graph.device.Precision;
import saddlepoint.sweep.Trial;

/** The memory that a training takes outside the heap. */
public final class GraphMemory {
  private GraphMemory() {}

  /**
   * Bytes of the arrays that a trial is trained with, which are taken for a moment to count them.
   * Trials that are trained together take that many each.
   *
   * @throws IllegalStateException if ND4J cannot be used here
   */
  public static long ofArrays(Trial trial) {
    Backend.require();
    GraphArrays<float[]> arrays = new GraphArrays<>(Precision.SINGLE);
    GraphMachine.of(arrays, List.of(trial)).close();
    return arrays.bytes();
  }
}
