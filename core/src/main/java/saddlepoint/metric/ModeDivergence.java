// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric;

/**
 * How far samples in the plane are from a mixture: a lower bound of the Jensen-Shannon divergence.
 *
 * <p>It is the greater of two divergences of counts: from the modes' shares over the K modes, each
 * sample at its nearest; and from even shares over 20 equally probable places around that mode, all
 * modes taken together ({@link ModePlaces}). The first sees modes that are missed or preferred, the
 * second a wrong width or place within them.
 *
 * <p>Both are bounds since no function of a sample raises a divergence (the data processing
 * inequality, Liese and Vajda 2006, "On divergences and informations in statistics and information
 * theory"). By chance alone n real samples have about (K - 1) / (8 n) and 19 / (8 n).
 *
 * <p>Non-finite values: NaN if any sample is not finite.
 */
public final class ModeDivergence {
  private ModeDivergence() {}

  /**
   * The divergence of samples from a mixture.
   *
   * <p>Non-finite values: NaN if any sample is not finite.
   *
   * @param samples shape [rows, 2] or longer, in any order; not modified
   * @param rows how many count, at least 1
   * @param mixture the data, its modes far apart
   * @return a divergence in nats, in [0, log 2]
   * @throws IllegalArgumentException if there are no rows or fewer values than two a row
   */
  public static double of(float[] samples, int rows, Mixture mixture) {
    Samples.requirePlane(samples, rows);
    if (!Samples.areFinite(samples, 2 * rows)) {
      return Double.NaN;
    }
    ModePlaces places = ModePlaces.wide(mixture);
    int[] ofMode = new int[mixture.modes().size()];
    int[] ofPlace = new int[places.count()];
    for (int row = 0; row < rows; row++) {
      float x = samples[2 * row];
      float y = samples[2 * row + 1];
      int nearest = mixture.nearest(x, y);
      ofMode[nearest]++;
      ofPlace[places.of(nearest, x, y)]++;
    }
    return Math.max(
        Divergence.of(ofMode, rows, mixture.shares()), Divergence.fromEven(ofPlace, rows));
  }
}
