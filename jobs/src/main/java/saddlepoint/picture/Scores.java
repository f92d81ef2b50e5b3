// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.picture;

import java.util.Arrays;
import java.util.function.Function;
import saddlepoint.metric.Metric;
import saddlepoint.recipe.Loss;

/**
 * What D said at the logged steps. The arrays are not copied.
 *
 * <p>Non-finite values: are kept as they were logged.
 *
 * @param steps logged ones, ascending
 * @param real mean of D(x) at each of them
 * @param score V at each of them: mean log D(x) + mean log(1 - D(G(z))), or what a loss has instead
 */
@SuppressWarnings("ArrayRecordComponent")
public record Scores(int[] steps, float[] real, float[] score) {
  /**
   * The scores of a training.
   *
   * @param logged the figures of a metric, one a logged step
   */
  public static Scores of(Loss loss, int[] steps, Function<Metric, float[]> logged) {
    return new Scores(steps, logged.apply(Metric.D_REAL), loss.value(logged));
  }

  /** Mean D(x) at the last logged step that is not after a step; NaN if there is none. */
  double realAt(int step) {
    return at(real, step);
  }

  /** V at the last logged step that is not after a step; NaN if there is none. */
  double scoreAt(int step) {
    return at(score, step);
  }

  private double at(float[] values, int step) {
    int found = Arrays.binarySearch(steps, step);
    int row = found >= 0 ? found : -found - 2;
    return row < 0 ? Double.NaN : values[row];
  }
}
