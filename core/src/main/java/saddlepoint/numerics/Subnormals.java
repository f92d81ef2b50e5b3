// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.numerics;

/** Whether this thread computes with subnormal numbers, as Java says it does. */
public final class Subnormals {
  /** In an array, so that no compiler halves it beforehand. */
  private static final float[] SMALLEST_NORMAL = {Float.MIN_NORMAL};

  private Subnormals() {}

  /**
   * Refuses to compute on a thread that a native library left in the CPU's mode that flushes
   * subnormal numbers to zero.
   *
   * @throws IllegalStateException with the JVM option that undoes it
   */
  public static void requireKept() {
    if (SMALLEST_NORMAL[0] * 0.5f == 0) {
      throw new IllegalStateException(
          "a native library left this thread flushing subnormal numbers to zero, which changes the"
              + " bits of trials; start the JVM with -XX:+RestoreMXCSROnJNICalls");
    }
  }
}
