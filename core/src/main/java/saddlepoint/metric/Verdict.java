// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric;

/** What became of a trial: the first of these, in this order, that applies. */
public enum Verdict {
  /** An error ended it; the reason is the error. */
  FAILED,
  /** Its time was up before its last step. */
  TIMED_OUT,
  /** A figure was not finite, or exploded. */
  DIVERGED,
  /** In the band around the loss's equilibrium, and the samples match the data in a sharp test. */
  CONVERGED,
  /** In the band, and the samples match the data by loose limits alone. */
  APPROXIMATE,
  /** In the band, but the samples do not match the data: D's figures tell a falsehood. */
  FALSE_EQUILIBRIUM,
  /**
   * Outside the band, and the generator, which has moved, covers less than half of the data; or
   * images that lack most classes, or cover next to nothing.
   */
  COLLAPSED,
  /** The samples match the data, though D is outside the band or the loss has none. */
  MATCHED,
  /** Images that a classifier of real ones judges: all of one kind, or next to no spread. */
  DEAD,
  /** Images, of which too many are copies of those that players learned from. */
  MEMORISED,
  /** Images that differ from real ones about as much as other real ones do. */
  REAL_LIKE,
  /** Images that differ more, and cover the real ones for the most part. */
  GOOD,
  /** Images that differ much more, or cover less. */
  FAIR,
  /** Images that are neither dead nor collapsed, and no more than that. */
  POOR,
  /** D tells real from generated samples. */
  D_WINS,
  /** D takes generated samples for real ones. */
  G_WINS,
  /** The running mean entered the band and left it several times. */
  OSCILLATING,
  /** None of the above. */
  NOT_CONVERGED;

  /** Whether the trial has not got to its end for a reason that another attempt may not meet. */
  public boolean isWorthRetrying() {
    return this == FAILED || this == TIMED_OUT;
  }

  /** Whether D is in the band and the samples match the data, by loose limits at least. */
  public boolean isEquilibrium() {
    return this == CONVERGED || this == APPROXIMATE;
  }

  /** Whether the generator makes samples that match the data, by loose limits at least. */
  public boolean samplesMatch() {
    return isEquilibrium() || this == MATCHED || this == REAL_LIKE || this == GOOD;
  }
}
