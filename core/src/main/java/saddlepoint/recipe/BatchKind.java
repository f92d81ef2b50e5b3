// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

/** How real and generated rows of D's update are put together. */
public enum BatchKind implements Choice {
  /** Two batches: D's loss is the sum of their means. */
  SEPARATE,
  /** One batch: D's loss is the mean over its rows, half as much. */
  MERGED
}
