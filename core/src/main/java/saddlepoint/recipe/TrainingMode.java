// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

/** Who trains a GAN. */
public enum TrainingMode implements Choice {
  /** One worker, which sees every batch whole. */
  INDEPENDENT,
  /** Several workers, each on rows of its own, whose players are averaged now and then. */
  DATA_PARALLEL
}
