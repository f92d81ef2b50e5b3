// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric;

import java.util.Arrays;

/**
 * How generated samples compare with the data: figures of one number a sample, which is the sample
 * itself in 1-D and the amplitude a-hat of a curve.
 *
 * <p>Non-finite values: figures that do not apply are NaN; if any sample is not finite, all are.
 *
 * @param wasserstein W1 to the data's distribution
 * @param wassersteinFloor W1 to be expected of as many real samples
 * @param kolmogorovSmirnov greatest distance of the distribution functions
 * @param moments of the samples; NaN for data that is a point
 * @param standardDeviationRatio the samples' divided by the data's
 * @param residual mean residual of curves
 * @param inBandShare share of curves in the data's band
 * @param labelAccuracy share of curves on their label's side
 */
public record SampleFigures(
    double wasserstein,
    double wassersteinFloor,
    double kolmogorovSmirnov,
    Moments moments,
    double standardDeviationRatio,
    double residual,
    double inBandShare,
    double labelAccuracy) {
  private static final Moments NO_MOMENTS =
      new Moments(Double.NaN, Double.NaN, Double.NaN, Double.NaN);
  private static final SampleFigures NONE =
      new SampleFigures(
          Double.NaN,
          Double.NaN,
          Double.NaN,
          NO_MOMENTS,
          Double.NaN,
          Double.NaN,
          Double.NaN,
          Double.NaN);

  /**
   * Figures of 1-D samples.
   *
   * @param samples [rows] or longer; not modified
   * @param rows how many count
   */
  public static SampleFigures of(float[] samples, int rows, Distribution distribution) {
    float[] sorted = Arrays.copyOf(samples, rows);
    Arrays.sort(sorted);
    if (!isFinite(sorted)) {
      return NONE;
    }
    if (distribution instanceof Point) {
      return new SampleFigures(
          Wasserstein.distance(sorted, distribution),
          0,
          Double.NaN,
          NO_MOMENTS,
          Double.NaN,
          Double.NaN,
          Double.NaN,
          Double.NaN);
    }
    Moments moments = Moments.of(sorted);
    return new SampleFigures(
        Wasserstein.distance(sorted, QuantileTable.of(distribution, rows)),
        distribution.wassersteinFloor(rows),
        KolmogorovSmirnov.distance(sorted, distribution),
        moments,
        moments.standardDeviation() / distribution.standardDeviation(),
        Double.NaN,
        Double.NaN,
        Double.NaN);
  }

  /**
   * Figures of curves, by the amplitude a-hat of each, which is Uniform(low, high) for the data.
   *
   * @param curves [rows, points]
   * @param labels [rows], or null for curves without labels
   * @param points of a curve
   */
  public static SampleFigures ofCurves(
      float[] curves, float[] labels, int rows, int points, double low, double high) {
    float[] amplitudes = new float[rows];
    float[] residuals = new float[rows];
    CurveProjection.ofPoints(points)
        .project(Arrays.copyOf(curves, rows * points), amplitudes, residuals);
    if (!isFinite(residuals)) {
      return NONE;
    }
    SampleFigures figures = of(amplitudes, rows, new Uniform(low, high));
    double residual = 0;
    for (float value : residuals) {
      residual += value;
    }
    return new SampleFigures(
        figures.wasserstein,
        figures.wassersteinFloor,
        figures.kolmogorovSmirnov,
        figures.moments,
        figures.standardDeviationRatio,
        residual / rows,
        CurveProjection.inBandShare(amplitudes, residuals, low, high),
        labels == null
            ? Double.NaN
            : CurveProjection.labelAccuracy(
                amplitudes, Arrays.copyOf(labels, rows), (low + high) / 2));
  }

  private static boolean isFinite(float[] values) {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }
}
