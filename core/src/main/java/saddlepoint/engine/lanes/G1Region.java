// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;

/** The size of the G1 collector's regions in this JVM. */
final class G1Region {
  private static final int HALF_IN_FLOATS = (int) (bytes() / 2 / Float.BYTES);

  private G1Region() {}

  /** An array of so many floats has regions of its own; 0 with another collector. */
  static int halfInFloats() {
    return HALF_IN_FLOATS;
  }

  private static long bytes() {
    try {
      HotSpotDiagnosticMXBean machine =
          ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
      return machine != null && Boolean.parseBoolean(machine.getVMOption("UseG1GC").getValue())
          ? Long.parseLong(machine.getVMOption("G1HeapRegionSize").getValue())
          : 0;
    } catch (IllegalArgumentException e) {
      // A JVM that is no HotSpot has no such options.
      return 0;
    }
  }
}
