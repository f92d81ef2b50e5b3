// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import saddlepoint.metric.CellCounts;
import saddlepoint.metric.Features;
import saddlepoint.metric.Metric;
import saddlepoint.metric.PlaneReference;
import saddlepoint.metric.SampleMatch;
import saddlepoint.metric.SwissRoll;
import saddlepoint.metric.SwissRollFigures;

/**
 * Two columns of a Swiss roll. A row takes three uniform numbers: the place part u_0 on the spiral,
 * in double by {@link StrictMath} and rounded once, and two that make its noise.
 *
 * @param part of the roll that rows are of, from its inner end on, above 0 and at most 1
 */
public record SwissRollData(SwissRoll roll, double part)
    implements Source, Judge, PlaneReference.Law {
  private static final int DRAWS = 3;
  private static final int POINTS = 4096;

  /** Of the whole roll. */
  public SwissRollData(SwissRoll roll) {
    this(roll, 1);
  }

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
    float deviation = (float) roll.standardDeviation();
    PlaneNormal noise = new PlaneNormal();
    for (int row = 0; row < rows; row++) {
      double place = part * draws[DRAWS * row];
      noise.draw(draws[DRAWS * row + 1], draws[DRAWS * row + 2]);
      out[2 * row] = Math.fma(deviation, noise.x(), (float) roll.x(place));
      out[2 * row + 1] = Math.fma(deviation, noise.y(), (float) roll.y(place));
    }
  }

  @Override
  public Optional<Features> features(float[] rows, int[] labels, int n) {
    return Optional.of(roll.features(rows, n));
  }

  @Override
  public Optional<CellCounts.Cells> cells() {
    return Optional.of((rows, labels, n) -> CellCounts.ofRoll(rows, n, roll));
  }

  /** The inner half alone: densities 1 and 2 there, and 1 and 0 elsewhere. */
  @Override
  public Optional<KnownGap> knownGap() {
    double ofData = (StrictMath.log(2) + StrictMath.log(1 / 1.5)) / 2;
    double divergence = (ofData + StrictMath.log(2 / 1.5)) / 2;
    return Optional.of(new KnownGap(this, new SwissRollData(roll, part / 2), divergence));
  }

  @Override
  public SampleMatch.Yardstick yardstick() {
    return SampleMatch.Yardstick.of(roll);
  }

  @Override
  public double[] means() {
    return new double[] {mean(1, roll::x), mean(1, roll::y)};
  }

  @Override
  public double[] meanSquares() {
    double variance = roll.standardDeviation() * roll.standardDeviation();
    return new double[] {mean(2, roll::x) + variance, mean(2, roll::y) + variance};
  }

  /** Of a power of a coordinate over the roll, by the midpoint rule. */
  private double mean(int power, DoubleUnaryOperator coordinate) {
    double sum = 0;
    for (int i = 0; i < POINTS; i++) {
      double x = coordinate.applyAsDouble(part * (i + 0.5) / POINTS);
      sum += power == 1 ? x : x * x;
    }
    return sum / POINTS;
  }

  @Override
  public Map<Metric, Double> judge(float[] generated, int[] labels, int rows) {
    return SwissRollFigures.of(generated, rows, roll, this);
  }
}
