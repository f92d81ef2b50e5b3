// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric;

/**
 * How many modes of a mixture its samples reach, and how many samples are near a mode at all.
 *
 * <p>With n samples, a mode of the share s is covered if n s / 10 samples or more, a tenth of its
 * due, lie within 3 standard deviations of it. Of real samples the share 1 - exp(-9/2) = .98889
 * lies within 3 standard deviations of a mode. Source: Srivastava et al. (2017), "VEEGAN: reducing
 * mode collapse in GANs using implicit variational learning", whose high-quality samples these are;
 * the tenth is this product's.
 *
 * <p>Wide modes are not covered and yet not lost. So modes are also counted by the nearest: those
 * that one sample or more is nearer to than to any other, however far off. That is how Metz et al.
 * (2017), "Unrolled generative adversarial networks", count the modes of stacked digits, each
 * sample belonging to one and one being enough. VEEGAN counts these too, but by high-quality
 * samples alone. As one stray sample finds a mode, n samples are compared with n samples only.
 *
 * <p>Non-finite values: all are NaN if any sample is not finite.
 *
 * @param covered how many modes are covered, 0 to K
 * @param nearest how many modes are the nearest of a sample, 1 to K
 * @param highQualityShare share of the samples within 3 standard deviations of a mode, in [0, 1]
 */
public record ModeFigures(double covered, double nearest, double highQualityShare) {
  private static final double DEVIATIONS = 3;
  private static final int COVERED_PART = 10;

  /**
   * The figures of samples; one at exactly 3 standard deviations counts.
   *
   * <p>Non-finite values: all NaN if any sample is not finite.
   *
   * @param samples shape [rows, 2] or longer, in any order; not modified
   * @param rows how many count, at least 1
   * @param mixture the data
   * @return the figures
   * @throws IllegalArgumentException if there are no rows or fewer values than two a row
   */
  public static ModeFigures of(float[] samples, int rows, Mixture mixture) {
    Samples.requirePlane(samples, rows);
    if (!Samples.areFinite(samples, 2 * rows)) {
      return new ModeFigures(Double.NaN, Double.NaN, Double.NaN);
    }
    double reach = DEVIATIONS * mixture.standardDeviation();
    int modes = mixture.modes().size();
    int[] near = new int[modes];
    boolean[] isNearest = new boolean[modes];
    int nearAny = 0;
    for (int row = 0; row < rows; row++) {
      isNearest[mixture.nearest(samples[2 * row], samples[2 * row + 1])] = true;
      boolean isNear = false;
      for (int k = 0; k < modes; k++) {
        double distance =
            mixture.modes().get(k).squaredDistance(samples[2 * row], samples[2 * row + 1]);
        if (distance <= reach * reach) {
          near[k]++;
          isNear = true;
        }
      }
      nearAny += isNear ? 1 : 0;
    }
    int covered = 0;
    int nearest = 0;
    long total = mixture.totalWeight();
    for (int k = 0; k < modes; k++) {
      covered += near[k] * total * COVERED_PART >= (long) rows * mixture.weights().get(k) ? 1 : 0;
      nearest += isNearest[k] ? 1 : 0;
    }
    return new ModeFigures(covered, nearest, (double) nearAny / rows);
  }
}
