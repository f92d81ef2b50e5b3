// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric;

import java.util.Locale;
import java.util.OptionalInt;

/**
 * Where a trial ended with respect to its equilibrium, and how it got there.
 *
 * <p>Being in the band is necessary for convergence and never sufficient: a constant discriminator
 * is in the band with any generator.
 *
 * <p>Non-finite values: a mean with a non-finite value in it is not in the band; without any logged
 * step the three means and the dwell are NaN.
 *
 * @param d1 mean of D(x) over the window
 * @param d2 mean of D(G(z)) over the window
 * @param v mean of the score over the window
 * @param inBand whether the three window means are in the band
 * @param dwell share of the window's steps whose running mean is in the band, in [0, 1]
 * @param firstStep the first step whose running mean is in the band; empty if none is
 * @param exits how many times the running mean left the band after it had entered it
 */
public record BandFigures(
    double d1,
    double d2,
    double v,
    boolean inBand,
    double dwell,
    OptionalInt firstStep,
    int exits) {

  /**
   * The figures of a history; {@link Window} says which steps the means cover.
   *
   * <p>Non-finite values: a mean with a non-finite value in it is not in the band. Where the band
   * has no equilibrium nothing is: dwell and exits are 0.
   *
   * @param step the logged steps, shape [logged], strictly ascending
   * @param d1 mean D(x) at each, shape [logged]
   * @param d2 mean D(G(z)) at each, shape [logged]
   * @param v the score at each, shape [logged]
   * @param band the neighbourhood of the loss's equilibrium
   * @return the figures
   * @throws IllegalArgumentException if the lengths differ or the steps do not ascend
   */
  public static BandFigures of(int[] step, float[] d1, float[] d2, float[] v, Band band) {
    int logged = step.length;
    Samples.requireSameLength(logged, "step", d1.length, "d1");
    Samples.requireSameLength(logged, "step", d2.length, "d2");
    Samples.requireSameLength(logged, "step", v.length, "v");
    requireAscending(step);

    int windowStart = Window.start(logged);
    int dwelling = 0;
    int exits = 0;
    OptionalInt firstStep = OptionalInt.empty();
    boolean inside = false;
    for (int i = 0; i < logged; i++) {
      boolean wasInside = inside;
      inside =
          band.contains(
              Window.runningMean(d1, i), Window.runningMean(d2, i), Window.runningMean(v, i));
      if (inside && firstStep.isEmpty()) {
        firstStep = OptionalInt.of(step[i]);
      }
      if (wasInside && !inside) {
        exits++;
      }
      if (inside && i >= windowStart) {
        dwelling++;
      }
    }

    double meanD1 = Window.mean(d1);
    double meanD2 = Window.mean(d2);
    double meanV = Window.mean(v);
    return new BandFigures(
        meanD1,
        meanD2,
        meanV,
        band.contains(meanD1, meanD2, meanV),
        (double) dwelling / (logged - windowStart),
        firstStep,
        exits);
  }

  private static void requireAscending(int[] step) {
    for (int i = 1; i < step.length; i++) {
      if (step[i] <= step[i - 1]) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "The logged steps do not ascend: step[%d] is %d, after %d; each step is logged"
                    + " once",
                i,
                step[i],
                step[i - 1]));
      }
    }
  }
}
