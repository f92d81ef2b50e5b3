// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * What the core does now.
 *
 * @param peak multiply-adds a nanosecond
 * @param crowding time of the clock that a nanosecond of the processor takes, at least 1
 */
record Core(double peak, double crowding) {
  private static final double GIGA = 1e9;

  /** Beyond it a run takes too long to wait for. */
  private static final double MOST = 8;

  /** Measures for about half a second of processor time. */
  static Core look() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long clock = System.nanoTime();
    long processor = threads.getCurrentThreadCpuTime();
    double rate =
        new PeakRate()
            .multiplyAddsPerSecond()
            .orElseThrow(() -> new IllegalStateException("needs " + new LanesEngine().missing()));
    clock = System.nanoTime() - clock;
    processor = threads.getCurrentThreadCpuTime() - processor;
    return new Core(rate / GIGA, Math.max(1, Math.min(MOST, (double) clock / processor)));
  }
}
