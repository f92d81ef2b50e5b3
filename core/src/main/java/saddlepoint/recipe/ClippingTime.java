// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

/** When D's parameters are held within bounds. */
public enum ClippingTime implements Choice {
  /** After each of D's updates (Arjovsky et al. 2017, algorithm 1). */
  AFTER_UPDATE,
  /** Before D looks at the rows of each of its updates, so that G learns from D as it was left. */
  BEFORE_UPDATE
}
