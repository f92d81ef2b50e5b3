// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import saddlepoint.metric.CellCounts;
import saddlepoint.metric.Distribution;
import saddlepoint.metric.Features;
import saddlepoint.metric.Metric;
import saddlepoint.metric.SampleFigures;
import saddlepoint.metric.SampleMatch;

/**
 * One column x of a law on the line: its value for u + 2^-24, u a uniform number, in double and
 * rounded once. Uniform numbers are multiples of 2^-23 from 0 on, so that none is on the edge,
 * where quantiles are infinite. What a law computes is the same on every machine: its functions are
 * those of {@link StrictMath}, or in Java alone.
 */
public record LineData(DataLaw law, DataLaw.Shape shape) implements Source, Judge {
  private static final double HALF_A_STEP = 0x1p-24;
  private static final int CELLS = 4000;

  private Distribution data() {
    return law.of(shape);
  }

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
    return 1;
  }

  @Override
  public void fill(float[] draws, int rows, float[] out, int[] labels) {
    Distribution data = data();
    for (int row = 0; row < rows; row++) {
      out[row] = (float) data.draw(draws[row] + HALF_A_STEP);
    }
  }

  @Override
  public Optional<Distribution> distribution() {
    return Optional.of(data());
  }

  @Override
  public Optional<Features> features(float[] rows, int[] labels, int n) {
    return Optional.of(Features.of(Arrays.copyOf(rows, n)));
  }

  @Override
  public Optional<CellCounts.Cells> cells() {
    Distribution data = data();
    return Optional.of((rows, labels, n) -> CellCounts.ofLine(rows, n, data));
  }

  /** Shifted by the scale. */
  @Override
  public Optional<KnownGap> knownGap() {
    DataLaw.Shape moved =
        new DataLaw.Shape(
            shape.location() + shape.scale(), shape.scale(), shape.spread(), shape.weights());
    LineData wrong = new LineData(law, moved);
    double divergence = (half(data(), wrong.data()) + half(wrong.data(), data())) / 2;
    return Optional.of(new KnownGap(this, wrong, divergence));
  }

  /** E log(2 p / (p + q)) under p, over cells of equal probability. */
  private static double half(Distribution p, Distribution q) {
    double sum = 0;
    for (int cell = 0; cell < CELLS; cell++) {
      double x = p.quantile((cell + 0.5) / CELLS);
      double density = p.density(x);
      sum += StrictMath.log(2 * density / (density + q.density(x)));
    }
    return sum / CELLS;
  }

  @Override
  public SampleMatch.Yardstick yardstick() {
    return SampleMatch.Yardstick.of(data());
  }

  @Override
  public double[] means() {
    return new double[] {data().mean()};
  }

  @Override
  public double[] meanSquares() {
    double mean = data().mean();
    double deviation = data().standardDeviation();
    return new double[] {mean * mean + deviation * deviation};
  }

  @Override
  public Map<Metric, Double> judge(float[] generated, int[] labels, int rows) {
    return SampleFigures.of(generated, rows, data());
  }
}
