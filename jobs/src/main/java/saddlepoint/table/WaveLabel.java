// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import java.io.Serializable;

/**
 * What the rows of a wave have in common.
 *
 * @param run the run's name
 * @param wave the wave's id
 * @param attempt 1, and one more for each retry
 * @param engine name of the engine that trained it
 * @param engineReason why that engine, one line
 * @param generators file of the generators that are kept; empty if none is asked for
 */
public record WaveLabel(
    String run, String wave, int attempt, String engine, String engineReason, String generators)
    implements Serializable {
  /** Of a wave that keeps no generators. */
  public WaveLabel(String run, String wave, int attempt, String engine, String engineReason) {
    this(run, wave, attempt, engine, engineReason, "");
  }

  /** Whether generators are kept. */
  public boolean keepsGenerators() {
    return !generators.isEmpty();
  }
}
