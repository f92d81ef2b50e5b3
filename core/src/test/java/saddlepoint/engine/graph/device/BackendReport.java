// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph.device;

import org.bytedeco.javacpp.Pointer;

/** Loads ND4J and prints what came of it. */
public final class BackendReport {
  private BackendReport() {}

  /** In a JVM of its own. */
  public static void main(String[] arguments) {
    String problem = "";
    try {
      Backend.require();
    } catch (IllegalStateException e) {
      problem = e.getMessage();
    }
    System.out.println("cache " + System.getProperty(Backend.CACHE));
    System.out.println("most " + System.getProperty(ProcessMemory.MOST_BYTES));
    System.out.println("limit " + Pointer.maxPhysicalBytes());
    System.out.println("problem " + problem);
  }
}
