// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import saddlepoint.metric.CellCounts;
import saddlepoint.metric.CurveProjection;
import saddlepoint.metric.Features;
import saddlepoint.metric.Metric;
import saddlepoint.metric.SampleFigures;
import saddlepoint.metric.SampleMatch;
import saddlepoint.metric.Uniform;

/**
 * Parabolas at the points P = linspace(-1, 1, points): a ~ Uniform(low, low + width) for each row,
 * x_j = a P_j^2 + (a - 1) = a (P_j^2 + 1) - 1.
 *
 * @param labelled whether each row is labelled 1 where a is above the middle of its range, else 0
 */
public record CurveData(int points, double low, double width, boolean labelled)
    implements Source, Judge {
  @Override
  public int columns() {
    return points;
  }

  @Override
  public int classes() {
    return labelled ? 2 : 0;
  }

  @Override
  public Draw draw() {
    return Draw.UNIFORM;
  }

  @Override
  public int drawsPerRow() {
    return 1;
  }

  @Override
  public void fill(float[] draws, int rows, float[] out, int[] labels) {
    float floatWidth = (float) width;
    float floatLow = (float) low;
    float middle = (float) middle();
    for (int row = 0; row < rows; row++) {
      float a = Math.fma(floatWidth, draws[row], floatLow);
      float shift = a - 1f;
      for (int j = 0; j < points; j++) {
        out[row * points + j] = Math.fma(a, squaredPoint(j), shift);
      }
      if (labelled) {
        labels[row] = a > middle ? 1 : 0;
      }
    }
  }

  @Override
  public void fillColumns(float[] draws, int rows, float[] out, int[] labels) {
    float floatWidth = (float) width;
    float floatLow = (float) low;
    for (int j = 0; j < points; j++) {
      float squared = squaredPoint(j);
      for (int row = 0; row < rows; row++) {
        float a = Math.fma(floatWidth, draws[row], floatLow);
        out[j * rows + row] = Math.fma(a, squared, a - 1f);
      }
    }
    if (labelled) {
      float middle = (float) middle();
      for (int row = 0; row < rows; row++) {
        labels[row] = Math.fma(floatWidth, draws[row], floatLow) > middle ? 1 : 0;
      }
    }
  }

  /** The amplitude, apart for curves that are none and for each label. */
  @Override
  public Optional<Features> features(float[] rows, int[] labels, int n) {
    float[] amplitudes = new float[n];
    float[] residuals = new float[n];
    CurveProjection.ofPoints(points)
        .project(Arrays.copyOf(rows, n * points), amplitudes, residuals);
    int[] category = new int[n];
    for (int i = 0; i < n; i++) {
      category[i] = residuals[i] <= CurveProjection.RESIDUAL_LIMIT ? 0 : 1;
      if (labelled && labels[i] == 1) {
        category[i] += 2;
      }
    }
    return Optional.of(new Features(labelled ? 4 : 2, category, amplitudes));
  }

  @Override
  public Optional<CellCounts.Cells> cells() {
    Uniform data = new Uniform(low, low + width);
    return Optional.of(
        (rows, labels, n) -> CellCounts.ofCurves(rows, labelled ? labels : null, n, points, data));
  }

  /** Amplitudes shifted by half their range; with labels nothing is left in common. */
  @Override
  public Optional<KnownGap> knownGap() {
    Source wrong = new CurveData(points, low + width / 2, width, labelled);
    return Optional.of(new KnownGap(this, wrong, (labelled ? 1 : 0.5) * StrictMath.log(2)));
  }

  @Override
  public SampleMatch.Yardstick yardstick() {
    return SampleMatch.Yardstick.of(new Uniform(low, low + width));
  }

  @Override
  public Optional<Uniform> amplitudes() {
    return Optional.of(new Uniform(low, low + width));
  }

  @Override
  public double[] means() {
    double[] means = new double[points];
    for (int j = 0; j < points; j++) {
      means[j] = middle() * (squaredPoint(j) + 1) - 1;
    }
    return means;
  }

  @Override
  public double[] meanSquares() {
    double square = middle() * middle() + width * width / 12;
    double[] meanSquares = new double[points];
    for (int j = 0; j < points; j++) {
      double b = squaredPoint(j) + 1;
      meanSquares[j] = b * b * square - 2 * b * middle() + 1;
    }
    return meanSquares;
  }

  @Override
  public Map<Metric, Double> judge(float[] generated, int[] labels, int rows) {
    return SampleFigures.ofCurves(
        generated, labelled ? labels : null, rows, points, low, low + width);
  }

  private double middle() {
    return low + width / 2;
  }

  private float squaredPoint(int j) {
    double point = -1 + 2.0 * j / (points - 1);
    return (float) (point * point);
  }
}
