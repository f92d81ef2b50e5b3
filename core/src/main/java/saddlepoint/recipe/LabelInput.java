// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

/** How G sees a class. */
public enum LabelInput implements Choice {
  /** As a further number for each class, 1 for its own: {@link LabelPlanes}. */
  ONE_HOT,
  /** As a row of a table, times the noise: {@link LabelProduct}. */
  EMBEDDING
}
