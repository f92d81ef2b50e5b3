// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph.device;

import org.bytedeco.javacpp.Pointer;

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
}
