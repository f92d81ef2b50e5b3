// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

/** Where BEGAN's k may be. */
public enum BalanceRange implements Choice {
  /** In [0, 1], as in the paper. */
  UNIT,
  /** Anywhere, as in implementations that leave the clamp out. */
  FREE
}
