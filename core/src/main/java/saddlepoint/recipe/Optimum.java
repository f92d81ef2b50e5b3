// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

import java.io.Serializable;

/**
 * When a player counts as at its optimum against the other one, where each moves until it is there:
 * when the mean of what it minimizes over a window of its steps is hardly less than over the window
 * before.
 *
 * @param window steps of a window, at least 1; 0 where no player moves until it is at its optimum
 * @param gain the least fall from one window to the next that is still a gain, at least 0
 */
public record Optimum(int window, double gain) implements Serializable {
  /** Of the other update orders. */
  public static final Optimum UNUSED = new Optimum(0, 0);

  static Optimum of(Settings settings) {
    return settings.uses(Keys.OPTIMUM_WINDOW)
        ? new Optimum(settings.get(Keys.OPTIMUM_WINDOW), settings.get(Keys.OPTIMUM_GAIN))
        : UNUSED;
  }

  /** Whether players move until they are at their optimum. */
  public boolean isUsed() {
    return window > 0;
  }

  /** Whether it is reached, by the means of two windows; a mean that is no number ends a turn. */
  public boolean isReached(double before, double now) {
    return !(before - now >= gain);
  }
}
