// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

/** Another driver has committed a wave first; nothing is lost. */
public final class WaveTakenException extends Exception {
  private static final long serialVersionUID = 1;

  WaveTakenException(Wave wave) {
    super("wave " + wave.id() + " was committed by another driver meanwhile");
  }
}
