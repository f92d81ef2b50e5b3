// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.sweep;

import saddlepoint.recipe.Choice;

/** Which trials the eigenvalues of the game's Jacobian are found for at the end. */
public enum JacobianChoice implements Choice {
  /** Those of games with up to 16 parameters. */
  AUTO,
  /** All that get to their end. */
  ALL,
  /** None. */
  NONE
}
