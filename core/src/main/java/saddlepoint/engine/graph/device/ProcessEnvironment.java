// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph.device;

import com.sun.jna.NativeLibrary;

/**
 * The environment of this process as native libraries read it. Java's own view of it is a copy,
 * which nothing writes back.
 */
public final class ProcessEnvironment {
  private ProcessEnvironment() {}

  /** A variable, or null. */
  public static String variable(String name) {
    return process().getFunction("getenv").invokeString(new Object[] {name}, /* wide= */ false);
  }

  static void set(String name, String value) {
    int failed = process().getFunction("setenv").invokeInt(new Object[] {name, value, 1});
    if (failed != 0) {
      throw new IllegalStateException("setenv(" + name + ", " + value + ") failed");
    }
  }

  private static NativeLibrary process() {
    return NativeLibrary.getProcess();
  }
}
