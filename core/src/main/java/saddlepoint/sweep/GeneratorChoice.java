// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.sweep;

import saddlepoint.recipe.Choice;

/** Which of a trial's generators are kept, to generate with later. */
public enum GeneratorChoice implements Choice {
  /** None. */
  NONE,
  /** The one that the last step leaves. */
  FINAL,
  /** Also the one that each epoch of D's rows leaves; for data that is a finite set. */
  EPOCHS
}
