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
import saddlepoint.metric.Normal;
import saddlepoint.metric.SampleFigures;
import saddlepoint.metric.SampleMatch;

/** One column x ~ Normal(mean, standardDeviation): x = fma(standardDeviation, n, mean). */
public record GaussianData(double mean, double standardDeviation) implements Source, Judge {
  /** Jensen-Shannon divergence of N(0, 1) and N(1, 1) in nats, by quadrature. */
  private static final double DIVERGENCE_OF_ONE_DEVIATION = 0.111421;

  @Override
  public int columns() {
    return 1;
  }

  @Override
  public Draw draw() {
    return Draw.NORMAL;
  }

  @Override
  public int drawsPerRow() {
    return 1;
  }

  @Override
  public void fill(float[] draws, int rows, float[] out, int[] labels) {
    float scale = (float) standardDeviation;
    float shift = (float) mean;
    for (int row = 0; row < rows; row++) {
      out[row] = Math.fma(scale, draws[row], shift);
    }
  }

  @Override
  public Optional<Distribution> distribution() {
    return Optional.of(new Normal(mean, standardDeviation));
  }

  @Override
  public Optional<Features> features(float[] rows, int[] labels, int n) {
    return Optional.of(Features.of(Arrays.copyOf(rows, n)));
  }

  @Override
  public Optional<CellCounts.Cells> cells() {
    Normal data = new Normal(mean, standardDeviation);
    return Optional.of((rows, labels, n) -> CellCounts.ofLine(rows, n, data));
  }

  /** Shifted by one standard deviation. */
  @Override
  public Optional<KnownGap> knownGap() {
    Source wrong = new GaussianData(mean + standardDeviation, standardDeviation);
    return Optional.of(new KnownGap(this, wrong, DIVERGENCE_OF_ONE_DEVIATION));
  }

  @Override
  public SampleMatch.Yardstick yardstick() {
    return SampleMatch.Yardstick.of(new Normal(mean, standardDeviation));
  }

  @Override
  public double[] means() {
    return new double[] {mean};
  }

  @Override
  public double[] meanSquares() {
    return new double[] {mean * mean + standardDeviation * standardDeviation};
  }

  @Override
  public Map<Metric, Double> judge(float[] generated, int[] labels, int rows) {
    return SampleFigures.of(generated, rows, new Normal(mean, standardDeviation));
  }
}
