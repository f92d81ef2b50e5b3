// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

/** In which order the images of a set are drawn, each once an epoch. */
public enum ImageOrder implements Choice {
  /** In an order of each epoch's own. */
  SHUFFLED,
  /** As they stand in their file. */
  FILE
}
