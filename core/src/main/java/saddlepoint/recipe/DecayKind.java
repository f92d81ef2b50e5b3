// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

/** How a learning rate falls with the number k of updates already done by its own optimizer. */
public enum DecayKind implements Choice {
  /** lr stays. */
  NONE,
  /** lr rate^floor(k / steps). */
  STAIRCASE,
  /** lr rate^(k / steps). */
  EXPONENTIAL
}
