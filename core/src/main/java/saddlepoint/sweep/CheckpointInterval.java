// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.sweep;

import java.io.Serializable;
import java.time.Duration;

/**
 * How often trainings keep what they need to go on: after so many steps, or after so much time. No
 * part of a trial's identity, nor of what is recorded of it: it changes no figure.
 *
 * @param steps between two checkpoints; 0 if the time counts
 * @param time between two checkpoints; zero if the steps count
 */
public record CheckpointInterval(int steps, Duration time) implements Serializable {
  /** Keeps none, and goes on from none. */
  public static final CheckpointInterval NONE = new CheckpointInterval(0, Duration.ZERO);

  /** After so many steps. */
  public static CheckpointInterval ofSteps(int steps) {
    return new CheckpointInterval(steps, Duration.ZERO);
  }

  /** After so much time. */
  public static CheckpointInterval ofTime(Duration time) {
    return new CheckpointInterval(0, time);
  }

  /** Whether checkpoints are kept at all. */
  public boolean keeps() {
    return steps > 0 || !time.isZero();
  }

  /** Whether the clock tells when one is due. */
  public boolean isOfTime() {
    return !time.isZero();
  }
}
