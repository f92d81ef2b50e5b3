// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * How samples in the plane compare with a Swiss roll: their distance from the spiral, the share
 * within 3 standard deviations of it (of real ones .9973), how evenly they lie along it, and their
 * sliced W1 to as many real points, always the same.
 *
 * <p>Non-finite values: if any sample is not finite, every figure but the floor is NaN.
 */
public final class SwissRollFigures {
  private static final double NEAR = 3;
  private static final int PARTS = 20;
  private static final int COVERED_PART = 5;

  private SwissRollFigures() {}

  /**
   * The figures.
   *
   * @param samples [rows, 2] or longer; not modified
   * @param rows how many count, at least 2
   * @param law of the roll
   */
  public static Map<Metric, Double> of(
      float[] samples, int rows, SwissRoll roll, PlaneReference.Law law) {
    Samples.requirePlane(samples, rows);
    Map<Metric, Double> figures = new EnumMap<>(Metric.class);
    PlaneReference reference = PlaneReference.of(law, rows);
    boolean finite = Samples.areFinite(samples, 2 * rows);
    figures.put(Metric.WASSERSTEIN_FLOOR, reference.floor());
    figures.put(Metric.WASSERSTEIN, reference.distance(samples));
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
}
