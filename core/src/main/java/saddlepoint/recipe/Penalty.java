// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

import java.io.Serializable;

/**
 * What D's loss has for the gradient of D's output by its input.
 *
 * @param weight at least 0
 * @param target norm that a gradient is drawn towards, or held below; at least 0, and 0 where the
 *     kind has none
 */
public record Penalty(PenaltyKind kind, double weight, double target) implements Serializable {
  /** None. */
  public static final Penalty NONE = new Penalty(PenaltyKind.NONE, 0, 0);

  static Penalty of(Settings settings) {
    if (!settings.has(Keys.PENALTY)
        || !settings.uses(Keys.PENALTY)
        || settings.get(Keys.PENALTY) == PenaltyKind.NONE) {
      return NONE;
    }
    return new Penalty(
        settings.get(Keys.PENALTY),
        settings.get(Keys.PENALTY_WEIGHT),
        settings.uses(Keys.PENALTY_TARGET) ? settings.get(Keys.PENALTY_TARGET) : 0);
  }

  /** Whether there is one. */
  public boolean isUsed() {
    return kind != PenaltyKind.NONE;
  }

  /** Whether it is of points between a real and a generated row, drawn for each update. */
  public boolean isBetweenRows() {
    return switch (kind) {
      case TWO_SIDED, ONE_SIDED -> true;
      case NONE, R1, R2 -> false;
    };
  }

  /**
   * Checks that D's output for a row is a function of that row alone, as else the row has no
   * gradient of its own.
   *
   * @throws IllegalArgumentException naming the layer that couples rows
   */
  void requireRowsApart(Network discriminator) {
    if (!isUsed()) {
      return;
    }
    for (Layer layer : discriminator.layers()) {
      if (layer.couplesRows()) {
        throw new IllegalArgumentException(
            Keys.PENALTY.name()
                + " = "
                + kind.text()
                + " takes the gradient of D by one row, and D's "
                + layer.getClass().getSimpleName()
                + " makes a row's output of all rows of its batch; leave that out, or the penalty");
      }
    }
  }
}
