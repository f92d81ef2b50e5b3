// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs.forecast;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * Tells when the JIT compiler rests: when this JVM's other threads no longer use processor time to
 * speak of while this one trains. Used by one thread.
 */
final class CompilerWatch {
  private static final double REST = 0.15;

  private final OperatingSystemMXBean system =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private long all;
  private long own;

  /** A watch that looks at the time from now on. */
  CompilerWatch() {
    look();
  }

  /** Whether the other threads rested since this was asked last. */
  boolean rested() {
    long allBefore = all;
    long ownBefore = own;
    look();
    double ofOwn = own - ownBefore;
    double ofOthers = all - allBefore - ofOwn;
    return ofOthers < REST * ofOwn;
  }

  private void look() {
    all = system.getProcessCpuTime();
    own = threads.getCurrentThreadCpuTime();
  }
}
