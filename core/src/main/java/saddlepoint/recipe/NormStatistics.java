// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

/** By which statistics G's batch norm makes the rows that D alone learns from. */
public enum NormStatistics implements Choice {
  /** Those of the batch, which move the moving ones: the pass is one of training. */
  BATCH,
  /** The moving ones, which stay as they are: Keras's predict. */
  MOVING
}
