// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

/** When a wave is full, by counts of work and of trials. Fed with trials one after the other. */
final class WaveSize {
  private static final int MOST_TRIALS = 20_000;
  private static final double WORK = 6e10;

  /** Parts of a full wave's work that the first waves have, so that first results come soon. */
  private static final double[] FIRST_PARTS = {1.0 / 16, 1.0 / 4, 1.0 / 2};

  private int waves;
  private int trials;
  private double work;

  /** Whether a trial of so much work has no place left in the wave that is being filled. */
  boolean isFullFor(double workOfOne) {
    return trials == MOST_TRIALS || work > 0 && work + workOfOne > target();
  }

  /** Puts a trial into the wave. */
  void add(double workOfOne) {
    trials++;
    work += workOfOne;
  }

  /** Ends the wave; the next trial goes into another one. */
  void close() {
    waves++;
    trials = 0;
    work = 0;
  }

  /** Multiply-adds of the wave that is being filled. */
  double work() {
    return work;
  }

  /** How many trials are in the wave that is being filled. */
  int trials() {
    return trials;
  }

  /** How many waves were ended. */
  int waves() {
    return waves;
  }

  private double target() {
    return waves < FIRST_PARTS.length ? WORK * FIRST_PARTS[waves] : WORK;
  }
}
