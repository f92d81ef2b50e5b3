// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

/**
 * What D's loss has for the norm n of the gradient of D's last pre-activation by a row that it
 * sees; w is the penalty's weight, t its target.
 */
public enum PenaltyKind implements Choice {
  /** Nothing. */
  NONE,
  /** w mean (n - t)^2 at points between real and generated rows (Gulrajani et al. 2017). */
  TWO_SIDED,
  /** w mean max(0, n - t)^2 at the same points (Petzka, Fischer and Lukovnikov 2018). */
  ONE_SIDED,
  /** w / 2 mean n^2 at the real rows (Mescheder, Geiger and Nowozin 2018). */
  R1,
  /** w / 2 mean n^2 at the generated rows (Mescheder, Geiger and Nowozin 2018). */
  R2
}
