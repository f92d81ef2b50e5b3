// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.sweep;

import saddlepoint.recipe.Choice;

/** Which trials a reference discriminator is trained for at the end. */
public enum GapChoice implements Choice {
  /** Those that end in the band. */
  IN_BAND,
  /** All that get to their end. */
  ALL,
  /** None. */
  NONE
}
