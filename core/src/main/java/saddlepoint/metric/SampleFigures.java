// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * How generated samples compare with the data: the evaluated metrics that apply to it. For curves
 * they are figures of the amplitude a-hat of each.
 *
 * <p>Non-finite values: if any sample is not finite, every figure that depends on it is NaN.
 */
public final class SampleFigures {
  private static final int BINS = 20;

  private SampleFigures() {}

  /**
   * Figures of 1-D samples; of data that is a point only W1 and its floor, 0. Of data without
   * moments there is no W1, which is infinite for any sample, no floor and no ratio of deviations.
   *
   * @param samples [rows] or longer; not modified
   * @param rows how many count
   */
  public static Map<Metric, Double> of(float[] samples, int rows, Distribution distribution) {
    Map<Metric, Double> figures = new EnumMap<>(Metric.class);
    float[] sorted = AscendingOrder.sorted(samples, rows);
    boolean finite = Samples.areFinite(sorted, rows);
    boolean spread = !distribution.isPoint();
    if (distribution.hasMoments()) {
      figures.put(Metric.WASSERSTEIN_FLOOR, distribution.wassersteinFloor(rows));
      figures.put(
          Metric.WASSERSTEIN,
          finite ? Wasserstein.distance(sorted, QuantileTable.of(distribution, rows)) : Double.NaN);
    }
    if (spread) {
      Moments moments = Moments.of(sorted);
      figures.put(
          Metric.KOLMOGOROV_SMIRNOV,
          finite ? KolmogorovSmirnov.distance(sorted, distribution) : Double.NaN);
      figures.put(Metric.SAMPLE_MEAN, moments.mean());
      figures.put(Metric.SAMPLE_STANDARD_DEVIATION, moments.standardDeviation());
      figures.put(Metric.SAMPLE_SKEWNESS, moments.skewness());
      figures.put(Metric.SAMPLE_KURTOSIS, moments.kurtosis());
      if (distribution.hasMoments()) {
        figures.put(
            Metric.STANDARD_DEVIATION_RATIO,
            moments.standardDeviation() / distribution.standardDeviation());
      }
      BinFigures bins = BinFigures.of(sorted, distribution, BINS);
      figures.put(Metric.BIN_COVERAGE, bins.coverage());
      figures.put(Metric.JENSEN_SHANNON, bins.jensenShannon());
    }
    return Collections.unmodifiableMap(figures);
  }

  /**
   * Figures of curves, whose amplitude a-hat is Uniform(low, high) for the data.
   *
   * @param curves [rows, points]; not modified
   * @param labels [rows], or null for curves without labels
   * @param points of a curve
   */
  public static Map<Metric, Double> ofCurves(
      float[] curves, int[] labels, int rows, int points, double low, double high) {
    float[] amplitudes = new float[rows];
    float[] residuals = new float[rows];
    CurveProjection.ofPoints(points)
        .project(Arrays.copyOf(curves, rows * points), amplitudes, residuals);
    Map<Metric, Double> figures = new EnumMap<>(of(amplitudes, rows, new Uniform(low, high)));
    double residual = 0;
    for (float value : residuals) {
      residual += value;
    }
    figures.put(Metric.RESIDUAL, residual / rows);
    figures.put(
        Metric.IN_BAND_SHARE, CurveProjection.inBandShare(amplitudes, residuals, low, high));
    if (labels != null) {
      figures.put(
          Metric.LABEL_ACCURACY,
          CurveProjection.labelAccuracy(amplitudes, Arrays.copyOf(labels, rows), (low + high) / 2));
    }
    return Collections.unmodifiableMap(figures);
  }

  /**
   * Figures of samples in the plane: modes covered, high-quality share, divergence and sliced W1.
   *
   * @param samples [rows, 2] or longer; not modified
   * @param rows how many count
   * @param law of the mixture
   */
  public static Map<Metric, Double> ofMixture(
      float[] samples, int rows, Mixture mixture, PlaneReference.Law law) {
    PlaneReference reference = PlaneReference.of(law, rows);
    ModeFigures modes = ModeFigures.of(samples, rows, mixture);
    Map<Metric, Double> figures = new EnumMap<>(Metric.class);
    figures.put(Metric.WASSERSTEIN, reference.distance(samples));
    figures.put(Metric.WASSERSTEIN_FLOOR, reference.floor());
    figures.put(Metric.JENSEN_SHANNON, ModeDivergence.of(samples, rows, mixture));
    figures.put(Metric.MODES_COVERED, modes.covered());
    figures.put(Metric.MODES_NEAREST, modes.nearest());
    figures.put(Metric.HIGH_QUALITY_SHARE, modes.highQualityShare());
    return Collections.unmodifiableMap(figures);
  }
}
