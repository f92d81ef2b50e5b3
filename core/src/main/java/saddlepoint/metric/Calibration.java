// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric;

import java.util.Arrays;

/**
 * How far D is from the best one for its generator, D*(x) = (a p_data + b p_G) / (p_data + p_G)
 * with D's targets a and b (Goodfellow et al. 2014, proposition 1, for a = 1, b = 0). The densities
 * are taken as constant in {@value #CELLS} cells that hold equally many of the pooled samples.
 *
 * @param mean of |D - D*| over the cells
 * @param most the greatest of them
 */
public record Calibration(double mean, double most) {
  private static final int CELLS = 20;

  /** The two targets of D. */
  public record Targets(double real, double fake) {}

  /**
   * Compares D with the best one.
   *
   * <p>Non-finite values: both figures are NaN if an output of D is not finite.
   *
   * @param real features of data
   * @param fake as many of generated samples
   * @param ofReal [real], D(x)
   * @param ofFake [fake], D(G(z))
   * @throws IllegalArgumentException if lengths differ
   */
  public static Calibration of(
      Features real, Features fake, float[] ofReal, float[] ofFake, Targets targets) {
    Samples.requireSameLength(real.count(), "real", fake.count(), "fake");
    Samples.requireSameLength(real.count(), "real", ofReal.length, "ofReal");
    Samples.requireSameLength(fake.count(), "fake", ofFake.length, "ofFake");
    int n = real.count();
    int[] order = order(real, fake);
    double sum = 0;
    double most = 0;
    for (int cell = 0; cell < CELLS; cell++) {
      int begin = (int) ((long) cell * order.length / CELLS);
      int end = (int) ((long) (cell + 1) * order.length / CELLS);
      double outputs = 0;
      int reals = 0;
      for (int at = begin; at < end; at++) {
        int i = order[at];
        outputs += i < n ? ofReal[i] : ofFake[i - n];
        reals += i < n ? 1 : 0;
      }
      double share = (double) reals / (end - begin);
      double best = targets.real() * share + targets.fake() * (1 - share);
      double distance = Math.abs(outputs / (end - begin) - best);
      sum += distance;
      most = Math.max(most, distance);
    }
    return new Calibration(sum / CELLS, most);
  }

  /** Indices of the pooled samples, the real ones first, by category, then by value. */
  private static int[] order(Features real, Features fake) {
    int n = real.count();
    float[] values = Arrays.copyOf(real.value(), 2 * n);
    System.arraycopy(fake.value(), 0, values, n, n);
    int[] order = AscendingOrder.of(values, 2 * n);
    int categories = Math.max(real.categories(), fake.categories());
    if (categories == 1) {
      return order;
    }
    int[] category = Arrays.copyOf(real.category(), 2 * n);
    System.arraycopy(fake.category(), 0, category, n, n);
    return AscendingOrder.byCategory(order, category, categories);
  }
}
