// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric;

/** What became of a trial. */
public enum Verdict {
  /** An error ended it; the reason is the error. */
  FAILED,
  /** Its time was up before its last step. */
  TIMED_OUT,
  /** A figure was not finite. */
  DIVERGED,
  /** It ended in the band around the loss's equilibrium. */
  IN_BAND,
  /** It ended outside the band. */
  OUT_OF_BAND;

  /** Whether the trial has not got to its end for a reason that another attempt may not meet. */
  public boolean isWorthRetrying() {
    return this == FAILED || this == TIMED_OUT;
  }
}
