// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import saddlepoint.numerics.SplitMix;

/**
 * How samples in the plane compare with a Swiss roll: their distance from the spiral, the share
 * within 3 standard deviations of it (of real ones .9973), how evenly they lie along it, and the W1
 * along the two diagonals to as many real points, always the same.
 *
 * <p>Non-finite values: if any sample is not finite, every figure but the floor is NaN.
 */
public final class SwissRollFigures {
  private static final double NEAR = 3;
  private static final int PARTS = 20;
  private static final int COVERED_PART = 5;

  /** Of a plane the signs of these have both diagonals. */
  private static final int DIRECTIONS = 16;

  private static final int DRAWS = 3;
  private static final double STEP = 0x1p-23;
  private static final int UNUSED_BITS = 41;

  private SwissRollFigures() {}

  /** Makes real points of uniform numbers. */
  public interface Points {
    /**
     * Makes them.
     *
     * @param draws [rows, 3], uniform on [0, 1)
     * @param out [rows, 2], written
     */
    void fill(float[] draws, int rows, float[] out);
  }

  /**
   * The figures.
   *
   * @param samples [rows, 2] or longer; not modified
   * @param rows how many count, at least 2
   * @param points of the roll
   */
  public static Map<Metric, Double> of(float[] samples, int rows, SwissRoll roll, Points points) {
    Samples.requirePlane(samples, rows);
    float[] real = real(rows, 0, points);
    Map<Metric, Double> figures = new EnumMap<>(Metric.class);
    SlicedSamples sliced = SlicedSamples.of(real, rows, 2, DIRECTIONS);
    SlicedSamples others = SlicedSamples.of(real(rows, 1, points), rows, 2, DIRECTIONS);
    // Of two samples; the same to be expected of as many real ones.
    figures.put(Metric.WASSERSTEIN_FLOOR, others.distance(sliced));
    boolean finite = Samples.areFinite(samples, 2 * rows);
    figures.put(
        Metric.WASSERSTEIN,
        finite ? SlicedSamples.of(samples, rows, 2, DIRECTIONS).distance(sliced) : Double.NaN);
    int[] along = new int[PARTS];
    int[] across = new int[PARTS];
    double distance = 0;
    int near = 0;
    for (int row = 0; row < rows && finite; row++) {
      SwissRoll.Foot foot = roll.foot(samples[2 * row], samples[2 * row + 1]);
      distance += foot.deviations() * roll.standardDeviation();
      near += foot.deviations() <= NEAR ? 1 : 0;
      along[SwissRoll.part(foot.place(), PARTS)]++;
      double share = SwissRoll.share(foot.deviations(), Double.POSITIVE_INFINITY);
      across[SwissRoll.part(share, PARTS)]++;
    }
    int covered = 0;
    for (int count : along) {
      covered += (long) count * PARTS * COVERED_PART >= rows ? 1 : 0;
    }
    double divergence =
        Math.max(Divergence.fromEven(along, rows), Divergence.fromEven(across, rows));
    figures.put(Metric.RESIDUAL, finite ? distance / rows : Double.NaN);
    figures.put(Metric.HIGH_QUALITY_SHARE, finite ? (double) near / rows : Double.NaN);
    figures.put(Metric.BIN_COVERAGE, finite ? (double) covered / PARTS : Double.NaN);
    figures.put(Metric.JENSEN_SHANNON, finite ? divergence : Double.NaN);
    return Collections.unmodifiableMap(figures);
  }

  private static float[] real(int rows, int which, Points points) {
    float[] draws = new float[DRAWS * rows];
    for (int i = 0; i < draws.length; i++) {
      long index = (long) which * draws.length + i;
      draws[i] = (float) ((SplitMix.at(index) >>> UNUSED_BITS) * STEP);
    }
    float[] real = new float[2 * rows];
    points.fill(draws, rows, real);
    return real;
  }
}
