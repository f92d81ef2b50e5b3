// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

/** What stands for the pixels of a window. */
public enum PoolingKind implements Choice {
  /** Their mean. */
  AVERAGE,
  /** The largest. */
  MAXIMUM,
  /** None: convolutions take one window for each two pixels instead. */
  STRIDE
}
