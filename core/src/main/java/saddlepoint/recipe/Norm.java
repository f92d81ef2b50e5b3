// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

/** What normalises the numbers between layers. */
public enum Norm implements Choice {
  /** Nothing. */
  NONE,
  /** {@link BatchNorm}. */
  BATCH
}
