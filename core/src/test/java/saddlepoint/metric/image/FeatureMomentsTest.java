// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.junit.jupiter.api.Test;

class FeatureMomentsTest {
  private static final int COLUMNS = 6;
  private static final double TOLERANCE = 1e-9;

  private static double distance(FeatureMoments one, FeatureMoments other) {
    return one.distance(FeatureMoments.Real.of(other));
  }

  private static double[] numbers(int count, int randomSeed) {
    double[] numbers = new double[count];
    float[] normal = RandomNumbers.normal(count, randomSeed);
    for (int i = 0; i < count; i++) {
      numbers[i] = normal[i];
    }
    return numbers;
  }

  private static RealMatrix matrix(int rows, int columns, int randomSeed) {
    RealMatrix matrix = new Array2DRowRealMatrix(rows, columns);
    for (int row = 0; row < rows; row++) {
      matrix.setRow(row, numbers(columns, 100 * randomSeed + row));
    }
    return matrix;
  }

  private static RealMatrix covariance(int randomSeed) {
    RealMatrix root = matrix(COLUMNS, COLUMNS, randomSeed);
    return root.multiply(root.transpose());
  }

  private static double square(double[] one, double[] other) {
    double distance = new ArrayRealVector(one).getDistance(new ArrayRealVector(other));
    return distance * distance;
  }

  private static int[] rows(int count) {
    return IntStream.range(0, count).toArray();
  }

  @Test
  void ofEqualCovariancesItIsThatOfTheMeans() {
    double[] one = numbers(COLUMNS, 1);
    double[] other = numbers(COLUMNS, 2);

    assertThat(
            distance(
                new FeatureMoments(one, covariance(3)), new FeatureMoments(other, covariance(3))))
        .isCloseTo(square(one, other), within(TOLERANCE));
  }

  /** tr(A + B - 2 (A B)^(1/2)) = sum (a - b)^2 of the deviations along common axes. */
  @Test
  void alongCommonAxesDeviationsDiffer() {
    RealVector normal = new ArrayRealVector(numbers(COLUMNS, 4)).unitVector();
    RealMatrix axes =
        MatrixUtils.createRealIdentityMatrix(COLUMNS)
            .subtract(normal.outerProduct(normal).scalarMultiply(2));
    double[] one = {3, 2, 1, 0.5, 0.1, 0};
    double[] other = {0, 2, 4, 1.5, 0.1, 1};
    double[] mean = numbers(COLUMNS, 5);

    assertThat(
            distance(
                new FeatureMoments(mean, turned(axes, one)),
                new FeatureMoments(mean, turned(axes, other))))
        .isCloseTo(square(one, other), within(1e-6));
  }

  private static RealMatrix turned(RealMatrix axes, double[] deviations) {
    RealMatrix scaled = axes.multiply(MatrixUtils.createRealDiagonalMatrix(deviations));
    return scaled.multiply(scaled.transpose());
  }

  /** The root of a matrix of two rows has the trace (tr + 2 det^(1/2))^(1/2). */
  @Test
  void axesMayDiffer() {
    RealMatrix one = new Array2DRowRealMatrix(new double[][] {{2, 1}, {1, 3}});
    RealMatrix other = new Array2DRowRealMatrix(new double[][] {{1, -0.5}, {-0.5, 0.5}});
    double ofRoot =
        Math.sqrt(one.multiply(other).getTrace() + 2 * Math.sqrt((6 - 1) * (0.5 - 0.25)));
    double[] mean = {1, 2};

    assertThat(distance(new FeatureMoments(mean, one), new FeatureMoments(mean, other)))
        .isCloseTo(5 + 1.5 - 2 * ofRoot, within(TOLERANCE));
  }

  @Test
  void itIsADistance() {
    FeatureMoments one = new FeatureMoments(numbers(COLUMNS, 6), covariance(7));
    FeatureMoments other = new FeatureMoments(numbers(COLUMNS, 8), covariance(9));

    assertThat(distance(one, other))
        .isPositive()
        .isCloseTo(distance(other, one), within(TOLERANCE));
    assertThat(distance(one, one)).isBetween(0.0, TOLERANCE);
  }

  @Test
  void momentsAreThoseOfTheChosenRows() {
    float[] features = {1, 5, 9, 9, 3, 1, 5, 0};

    FeatureMoments moments = FeatureMoments.of(features, 2, new int[] {0, 2, 3});

    assertThat(moments.mean()).containsExactly(3, 2);
    assertThat(moments.covariance().getData()).isDeepEqualTo(new double[][] {{4, -5}, {-5, 7}});
    assertThat(FeatureMoments.of(features, 2, new int[] {0, 2, 3, 0, 2, 3}).covariance().getData())
        .as("four of six less one, where it was two")
        .isDeepEqualTo(new double[][] {{4 * 0.8, -5 * 0.8}, {-5 * 0.8, 7 * 0.8}});
  }

  @Test
  void samplesOfNormalsHaveTheDistanceOfNormals() {
    int rows = 4000;
    float[] one = RandomNumbers.normal(rows * 3, 10);
    float[] other = RandomNumbers.normal(rows * 3, 11);
    for (int i = 0; i < other.length; i++) {
      other[i] = i % 3 == 0 ? 3 * other[i] : other[i] + 1;
    }

    assertThat(
            distance(
                FeatureMoments.of(one, 3, rows(rows)), FeatureMoments.of(other, 3, rows(rows))))
        .isCloseTo(4 + 1 + 1, within(0.3));
  }

  /** Images that are all alike, as a collapsed generator makes them. */
  @Test
  void constantRowsAreAsFarAsTheirPointFromAll() {
    float[] alike = new float[30 * COLUMNS];
    float[] spread = RandomNumbers.normal(30 * COLUMNS, 12);
    FeatureMoments constant = FeatureMoments.of(alike, COLUMNS, rows(30));
    FeatureMoments others = FeatureMoments.of(spread, COLUMNS, rows(30));
    double expected = square(others.mean(), new double[COLUMNS]) + others.covariance().getTrace();

    assertThat(distance(constant, others)).isCloseTo(expected, within(TOLERANCE));
    assertThat(distance(others, constant)).isCloseTo(expected, within(TOLERANCE));
    assertThat(distance(constant, constant)).isZero();
  }

  /** Fewer rows than columns, one of which never moves. */
  @Test
  void fullRankIsNotNeeded() {
    float[] features = RandomNumbers.normal(4 * COLUMNS, 13);
    for (int row = 0; row < 4; row++) {
      features[row * COLUMNS + 2] = 0;
    }
    FeatureMoments few = FeatureMoments.of(features, COLUMNS, rows(4));
    FeatureMoments moved = new FeatureMoments(numbers(COLUMNS, 14), few.covariance());

    assertThat(distance(few, few)).isBetween(0.0, 1e-6);
    assertThat(distance(moved, few)).isCloseTo(square(moved.mean(), few.mean()), within(1e-6));
  }
}
