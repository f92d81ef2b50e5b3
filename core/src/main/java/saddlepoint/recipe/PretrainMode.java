// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

/** Who is trained before the game starts. */
public enum PretrainMode implements Choice {
  /** Nobody. */
  NONE,
  /** D, on the data's density where it has one, else against the untrained G. */
  D,
  /** G, on the data's quantiles where noise and data are 1-D, else on its first two moments. */
  G,
  /** D, then G. */
  BOTH
}
