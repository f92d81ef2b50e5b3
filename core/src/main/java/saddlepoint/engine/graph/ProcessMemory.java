// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph;

import java.util.List;
import org.bytedeco.javacpp.Pointer;
import saddlepoint.sweep.Trial;

/** The memory of this process, in and outside the heap, as JavaCPP counts and bounds it. */
public final class ProcessMemory {
  /**
   * System property: the most bytes that the process may take, also with a suffix as in 8g. Read
   * once, when JavaCPP is loaded.
   */
  public static final String MOST_BYTES = "org.bytedeco.javacpp.maxphysicalbytes";

  private ProcessMemory() {}

  /** Bytes that the process takes now. */
  public static long bytes() {
    Backend.setUp();
    return Pointer.physicalBytes();
  }

  /** Bytes that the process may take: of the property, or what the engine takes without one. */
  public static long mostBytes() {
    Backend.setUp();
    return Pointer.maxPhysicalBytes();
  }

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
