// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import saddlepoint.metric.CellCounts;
import saddlepoint.metric.Metric;
import saddlepoint.metric.Point;
import saddlepoint.metric.SampleFigures;
import saddlepoint.metric.SampleMatch;

/**
 * The constant x = value (Mescheder et al. 2018, the Dirac-GAN). Any other point is log 2 away from
 * it, however near, so what lies within {@value #NEAR} of it counts as it.
 */
public record PointData(double value) implements Source, Judge {
  private static final double NEAR = 0.05;

  @Override
  public int columns() {
    return 1;
  }

  @Override
  public Draw draw() {
    return Draw.UNIFORM;
  }

  @Override
  public int drawsPerRow() {
    return 0;
  }

  @Override
  public void fill(float[] draws, int rows, float[] out, int[] labels) {
    Arrays.fill(out, 0, rows, (float) value);
  }

  @Override
  public SampleMatch.Yardstick yardstick() {
    return SampleMatch.Yardstick.of(new Point(value));
  }

  @Override
  public Optional<CellCounts.Cells> cells() {
    return Optional.of((samples, labels, rows) -> CellCounts.ofPoint(samples, rows, value, NEAR));
  }

  @Override
  public double[] means() {
    return new double[] {value};
  }

  @Override
  public double[] meanSquares() {
    return new double[] {value * value};
  }

  @Override
  public Map<Metric, Double> judge(float[] generated, int[] labels, int rows) {
    return SampleFigures.of(generated, rows, new Point(value));
  }
}
