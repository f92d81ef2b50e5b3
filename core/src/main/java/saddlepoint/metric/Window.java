// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric;

/**
 * Which logged steps stand for the end of a training, and which for the neighbourhood of a step.
 *
 * <p>The window is the last fifth of the logged steps, rounded up, and at least {@value #LEAST} of
 * them, or all if there are fewer. The running mean at a step covers the up to {@value #RUNNING}
 * logged steps that end there. Both count logged steps, not updates, and are this product's own.
 */
public final class Window {
  private static final int LEAST = 10;
  private static final int PART = 5;
  private static final int RUNNING = 20;

  private Window() {}

  /**
   * How many steps are in the window: min(logged, max(10, ceil(logged / 5))).
   *
   * <p>Non-finite values: none can occur.
   *
   * @param logged number of logged steps, at least 0
   * @return between 0 and {@code logged}
   * @throws IllegalArgumentException if logged is negative
   */
  public static int size(int logged) {
    if (logged < 0) {
      throw new IllegalArgumentException(
          "The number of logged steps is " + logged + "; it must be at least 0");
    }
    int part = logged / PART + (logged % PART == 0 ? 0 : 1);
    return Math.min(logged, Math.max(LEAST, part));
  }

  /**
   * The index of the window's first step in the history.
   *
   * <p>Non-finite values: none can occur.
   *
   * @param logged number of logged steps, at least 0
   * @return {@code logged - size(logged)}
   * @throws IllegalArgumentException if logged is negative
   */
  public static int start(int logged) {
    return logged - size(logged);
  }

  /**
   * The mean of a history over its window, the final figure of a trial.
   *
   * <p>Non-finite values: NaN if the history is empty; values in the window propagate as in a sum.
   *
   * @param history shape [logged]
   * @return the mean in double precision
   */
  public static double mean(float[] history) {
    return mean(history, start(history.length), history.length);
  }

  /**
   * The running mean at a step, over the up to 20 logged steps that end there.
   *
   * <p>Non-finite values: those among the steps propagate as in a sum, and later means are free of
   * them again.
   *
   * @param history shape [logged]
   * @param index of the step, from 0 to logged - 1
   * @return the mean in double precision
   */
  public static double runningMean(float[] history, int index) {
    return mean(history, Math.max(0, index - RUNNING + 1), index + 1);
  }

  private static double mean(float[] history, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += history[i];
    }
    return sum / (to - from);
  }
}
