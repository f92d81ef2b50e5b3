// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine;

import saddlepoint.sweep.Trial;

/** The memory of this process, in and outside the heap, as an engine's libraries count it. */
public interface NativeMemory {
  /**
   * System property that bounds it: the most bytes that the process may take, also with a suffix as
   * in 8g. Read once, when the libraries are loaded.
   */
  String property();

  /** Bytes that the process takes now. */
  long bytes();

  /** Bytes that the process may take: of the property, or what the engine takes without one. */
  long mostBytes();

  /**
   * Bytes of the arrays that a trial is trained with. Trials that are trained together take that
   * many each.
   *
   * @throws IllegalStateException if the libraries cannot be used here
   */
  long arrayBytes(Trial trial);

  /** Bounds the process, unless it is bounded already. Takes effect before anything is loaded. */
  default void bound(String most) {
    if (System.getProperty(property()) == null) {
      System.setProperty(property(), most);
    }
  }
}
