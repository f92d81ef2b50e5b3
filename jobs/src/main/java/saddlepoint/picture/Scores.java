// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.picture;

import java.util.Arrays;
import saddlepoint.engine.History;
import saddlepoint.metric.Metric;
import saddlepoint.recipe.Gan;
import saddlepoint.recipe.LossKind;

/**
 * What D said at the logged steps. The arrays are not copied.
 *
 * <p>Non-finite values: are kept as they were logged.
 *
 * @param steps logged ones, ascending
 * @param real mean of D(x) at each of them
 * @param score V at each of them: mean log D(x) + mean log(1 - D(G(z))), under least squares minus
 *     D's loss
 */
@SuppressWarnings("ArrayRecordComponent")
public record Scores(int[] steps, float[] real, float[] score) {
  /** The scores of a training. */
  public static Scores of(Gan gan, History history) {
    return new Scores(
        history.steps(),
        history.values(Metric.D_REAL),
        gan.loss().kind() == LossKind.LEAST_SQUARES
            ? negative(history.values(Metric.D_LOSS))
            : history.values(Metric.D_SCORE));
  }

  /** V under least squares, from D's loss. */
  public static float[] negative(float[] losses) {
    float[] score = new float[losses.length];
    for (int i = 0; i < score.length; i++) {
      score[i] = -losses[i];
    }
    return score;
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
