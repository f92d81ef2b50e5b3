// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import saddlepoint.metric.CellCounts;
import saddlepoint.metric.Features;
import saddlepoint.metric.Metric;
import saddlepoint.metric.Mixture;
import saddlepoint.metric.PlaneReference;
import saddlepoint.metric.SampleFigures;
import saddlepoint.metric.SampleMatch;

/**
 * Two columns of a mixture of K normal distributions. A row takes three uniform numbers: the mode k
 * in whose stretch of [0, 1) u_0 lies, which for equal shares is floor(u_0 K), radius r = sqrt(-2
 * log(1 - u_1)) and angle t = (u_2 - 1/8) turns (Box and Muller 1958); x = fma(standard deviation,
 * r cos t, mode's x), and y likewise with the sine.
 */
public record MixtureData(Mixture mixture) implements Source, Judge, PlaneReference.Law {
  private static final int DRAWS = 3;

  @Override
  public int columns() {
    return 2;
  }

  @Override
  public Draw draw() {
    return Draw.UNIFORM;
  }

  @Override
  public int drawsPerRow() {
    return DRAWS;
  }

  @Override
  public void fill(float[] draws, int rows, float[] out) {
    fill(draws, rows, out, null);
  }

  @Override
  public void fill(float[] draws, int rows, float[] out, int[] labels) {
    fill(draws, rows, out, 2, 1);
  }

  @Override
  public void fillColumns(float[] draws, int rows, float[] out, int[] labels) {
    fill(draws, rows, out, 1, rows);
  }

  private void fill(float[] draws, int rows, float[] out, int rowStride, int columnStride) {
    float deviation = (float) mixture.standardDeviation();
    boolean isEven = mixture.hasEqualShares();
    long total = mixture.totalWeight();
    PlaneNormal noise = new PlaneNormal();
    for (int row = 0; row < rows; row++) {
      Mixture.Mode mode = mixture.modes().get(mode(draws[DRAWS * row], isEven, total));
      noise.draw(draws[DRAWS * row + 1], draws[DRAWS * row + 2]);
      out[rowStride * row] = Math.fma(deviation, noise.x(), (float) mode.x());
      out[rowStride * row + columnStride] = Math.fma(deviation, noise.y(), (float) mode.y());
    }
  }

  /** The mode in whose stretch of [0, 1) a number lies; equal shares need no search. */
  private int mode(float u, boolean isEven, long total) {
    int last = mixture.modes().size() - 1;
    if (isEven) {
      // The product may round up to K.
      return Math.min((int) (u * (last + 1)), last);
    }
    long sum = mixture.weights().get(0);
    int k = 0;
    while (k < last && u >= (float) (sum / (double) total)) {
      k++;
      sum += mixture.weights().get(k);
    }
    return k;
  }

  @Override
  public Optional<Features> features(float[] rows, int[] labels, int n) {
    return Optional.of(mixture.features(rows, n));
  }

  @Override
  public Optional<CellCounts.Cells> cells() {
    return Optional.of((rows, labels, n) -> CellCounts.ofMixture(rows, n, mixture));
  }

  /** Without the second half of the modes. */
  @Override
  public Optional<KnownGap> knownGap() {
    int modes = mixture.modes().size();
    int kept = (modes + 1) / 2;
    if (kept == modes) {
      return Optional.empty();
    }
    Mixture half =
        new Mixture(
            mixture.modes().subList(0, kept),
            mixture.weights().subList(0, kept),
            mixture.standardDeviation());
    // Of a weight of 1, with all modes and with some.
    double p = 1.0 / mixture.totalWeight();
    double q = 1.0 / half.totalWeight();
    double middle = (p + q) / 2;
    double share = half.totalWeight() * p;
    double ofData = (1 - share) * StrictMath.log(2) + share * StrictMath.log(p / middle);
    double divergence = (ofData + StrictMath.log(q / middle)) / 2;
    return Optional.of(new KnownGap(this, new MixtureData(half), divergence));
  }

  @Override
  public SampleMatch.Yardstick yardstick() {
    return SampleMatch.Yardstick.of(mixture);
  }

  @Override
  public double[] means() {
    return new double[] {mean(Mixture.Mode::x), mean(Mixture.Mode::y)};
  }

  @Override
  public double[] meanSquares() {
    double variance = mixture.standardDeviation() * mixture.standardDeviation();
    return new double[] {
      mean(mode -> mode.x() * mode.x()) + variance, mean(mode -> mode.y() * mode.y()) + variance
    };
  }

  @Override
  public Map<Metric, Double> judge(float[] generated, int[] labels, int rows) {
    return SampleFigures.ofMixture(generated, rows, mixture, this);
  }

  private double mean(ToDoubleFunction<Mixture.Mode> value) {
    double sum = 0;
    for (int k = 0; k < mixture.modes().size(); k++) {
      sum += mixture.weights().get(k) * value.applyAsDouble(mixture.modes().get(k));
    }
    return sum / mixture.totalWeight();
  }
}
