// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric;

import java.util.Arrays;

/**
 * How many samples lie in cells whose probabilities under the data are known. The last cell is
 * outside of the data, where next to nothing of it is; what is not finite lies there.
 *
 * @param expected probabilities under the data, [cells], their sum 1
 * @param counts of samples, [cells], their sum the number of samples
 */
@SuppressWarnings("ArrayRecordComponent")
public record CellCounts(double[] expected, int[] counts) {
  private static final int CELLS_OF_LINE = 256;

  private static final int ALONG = 32;
  private static final int ACROSS = 8;

  /** Standard deviations around a mode or a spiral. */
  private static final double REACH = 4;

  /** How samples are counted. */
  public interface Cells {
    /**
     * Counts.
     *
     * @param samples [rows, columns]; not modified
     * @param labels [rows], the labels G was given, if samples have some
     * @param rows at least 1
     */
    CellCounts of(float[] samples, int[] labels, int rows);
  }

  /** Samples on the line, of which those up to a distance from a point are in its one cell. */
  public static CellCounts ofPoint(float[] samples, int rows, double point, double distance) {
    int[] counts = new int[2];
    for (int row = 0; row < rows; row++) {
      counts[Math.abs(samples[row] - point) <= distance ? 0 : 1]++;
    }
    return even(counts);
  }

  /** Samples on the line in 256 cells of equal probability; one on an edge is in the lower cell. */
  public static CellCounts ofLine(float[] samples, int rows, Distribution distribution) {
    int[] counts = new int[CELLS_OF_LINE + 1];
    double[] edges = edges(distribution);
    for (int row = 0; row < rows; row++) {
      counts[Float.isFinite(samples[row]) ? cell(samples[row], edges) : CELLS_OF_LINE]++;
    }
    return even(counts);
  }

  /**
   * Curves by their amplitude, as on the line. Outside is what is no curve, or lies on the other
   * side of the middle than its label says.
   *
   * @param curves [rows, points]; not modified
   * @param labels [rows], or null for curves without labels
   */
  public static CellCounts ofCurves(
      float[] curves, int[] labels, int rows, int points, Uniform amplitudes) {
    float[] amplitude = new float[rows];
    float[] residual = new float[rows];
    CurveProjection.ofPoints(points)
        .project(Arrays.copyOf(curves, rows * points), amplitude, residual);
    int[] counts = new int[CELLS_OF_LINE + 1];
    double[] edges = edges(amplitudes);
    for (int row = 0; row < rows; row++) {
      boolean isCurve = residual[row] <= CurveProjection.RESIDUAL_LIMIT;
      int label = amplitude[row] > amplitudes.mean() ? 1 : 0;
      boolean isInside = isCurve && (labels == null || labels[row] == label);
      counts[isInside ? cell(amplitude[row], edges) : CELLS_OF_LINE]++;
    }
    return even(counts);
  }

  /**
   * Points by their nearest mode and the place around it, 40 equally probable ones a mode, up to 4
   * standard deviations. What is further from every mode, or not finite, is in the last cell.
   *
   * @param mixture of modes that are twice as far apart
   */
  public static CellCounts ofMixture(float[] points, int rows, Mixture mixture) {
    Samples.requirePlane(points, rows);
    ModePlaces places = ModePlaces.within(mixture, REACH);
    int count = mixture.modes().size() * places.count();
    int[] counts = new int[count + 1];
    for (int row = 0; row < rows; row++) {
      counts[cell(points[2 * row], points[2 * row + 1], mixture, places, count)]++;
    }
    double far = ModePlaces.beyond(REACH);
    double total = (double) mixture.totalWeight() * places.count();
    double[] expected = new double[count + 1];
    for (int cell = 0; cell < count; cell++) {
      expected[cell] = (1 - far) * mixture.weights().get(cell / places.count()) / total;
    }
    expected[count] = far;
    return new CellCounts(expected, counts);
  }

  /**
   * Points by where they are along a Swiss roll and how far from it: 32 by 8 cells up to 4 standard
   * deviations, and one for what is further or not finite. They are equally probable where the
   * spiral is straight; its bend and its ends make a divergence of 3e-6 nats of that for the usual
   * noise, and 6e-5 for noise three times as wide.
   */
  public static CellCounts ofRoll(float[] points, int rows, SwissRoll roll) {
    Samples.requirePlane(points, rows);
    int count = ALONG * ACROSS;
    int[] counts = new int[count + 1];
    for (int row = 0; row < rows; row++) {
      counts[cell(points[2 * row], points[2 * row + 1], roll, count)]++;
    }
    double far = 2 * StandardNormal.cumulative(-REACH);
    double[] expected = new double[count + 1];
    Arrays.fill(expected, 0, count, (1 - far) / count);
    expected[count] = far;
    return new CellCounts(expected, counts);
  }

  private static int cell(float x, float y, SwissRoll roll, int last) {
    if (!Float.isFinite(x) || !Float.isFinite(y)) {
      return last;
    }
    SwissRoll.Foot foot = roll.foot(x, y);
    if (foot.deviations() > REACH) {
      return last;
    }
    double share = SwissRoll.share(foot.deviations(), REACH);
    return SwissRoll.part(foot.place(), ALONG) * ACROSS + SwissRoll.part(share, ACROSS);
  }

  private static int cell(float x, float y, Mixture mixture, ModePlaces places, int last) {
    if (!Float.isFinite(x) || !Float.isFinite(y)) {
      return last;
    }
    int mode = mixture.nearest(x, y);
    int place = places.of(mode, x, y);
    return place == places.count() ? last : mode * places.count() + place;
  }

  private static double[] edges(Distribution distribution) {
    double[] edges = new double[CELLS_OF_LINE - 1];
    for (int k = 0; k < edges.length; k++) {
      edges[k] = distribution.quantile((k + 1.0) / CELLS_OF_LINE);
    }
    return edges;
  }

  private static int cell(double x, double[] edges) {
    int found = Arrays.binarySearch(edges, x);
    return found < 0 ? -found - 1 : found;
  }

  /** All cells but the last are equally probable, and that has nothing. */
  private static CellCounts even(int[] counts) {
    double[] expected = new double[counts.length];
    Arrays.fill(expected, 0, counts.length - 1, 1.0 / (counts.length - 1));
    return new CellCounts(expected, counts);
  }
}
