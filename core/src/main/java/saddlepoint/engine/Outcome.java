// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine;

import java.io.Serializable;

/**
 * How a trial ended; a value, never an exception.
 *
 * @param kind how
 * @param step the first step with a figure that is not finite if diverged, the steps done if timed
 *     out, the last step if completed, -1 if failed
 * @param message what failed, with the exception's name if there was one; empty if nothing did
 */
public record Outcome(Kind kind, int step, String message) implements Serializable {
  /** The ways to end. */
  public enum Kind {
    /** All steps were done. */
    COMPLETED,
    /** A figure was not finite. */
    DIVERGED,
    /** The trial's time was up. */
    TIMED_OUT,
    /** An error. */
    FAILED
  }

  /** All steps were done. */
  public static Outcome completed(int lastStep) {
    return new Outcome(Kind.COMPLETED, lastStep, "");
  }

  /** A figure of this step was not finite. */
  public static Outcome diverged(int step) {
    return new Outcome(Kind.DIVERGED, step, "");
  }

  /** The time was up after so many steps. */
  public static Outcome timedOut(int steps) {
    return new Outcome(Kind.TIMED_OUT, steps, "");
  }

  /** An error ended the trial. */
  public static Outcome failed(Throwable cause) {
    return new Outcome(Kind.FAILED, -1, cause.toString());
  }
}
