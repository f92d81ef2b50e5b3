// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

/**
 * When a wave is full: by its usual time, trials and bytes. Fed with cohorts one after the other.
 */
final class WaveSize {
  private static final int MOST_TRIALS = 20_000;

  /** Of one core. */
  private static final double SECONDS = 60;

  /** A wave is one file; readers like files of some hundred megabytes. */
  private static final double MOST_BYTES = 256 << 20;

  /** Parts of a full wave's time that the first waves have, so that first results come soon. */
  private static final double[] FIRST_PARTS = {1.0 / 16, 1.0 / 4, 1.0 / 2};

  private int waves;
  private int trials;
  private double seconds;
  private double bytes;

  /** Whether a cohort has no place left in the wave that is being filled. */
  boolean isFullFor(int cohort, double secondsOfCohort, double bytesOfCohort) {
    return trials > 0
        && (trials + cohort > MOST_TRIALS
            || seconds + secondsOfCohort > target()
            || bytes + bytesOfCohort > MOST_BYTES);
  }

  /** Puts a cohort into the wave. */
  void add(int cohort, double secondsOfCohort, double bytesOfCohort) {
    trials += cohort;
    seconds += secondsOfCohort;
    bytes += bytesOfCohort;
  }

  /** Ends the wave; the next trial goes into another one. */
  void close() {
    waves++;
    trials = 0;
    seconds = 0;
    bytes = 0;
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
    return waves < FIRST_PARTS.length ? SECONDS * FIRST_PARTS[waves] : SECONDS;
  }
}
