// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PointsTest {
  /** Columns that four does not divide among them. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4, 6, 8, 9})
  void squaresOfDistancesAreSumsOverColumns(int columns) {
    int count = 7;
    float[] rows = RandomNumbers.normal(count * columns, 1);
    float[] from = RandomNumbers.normal(3 * columns, 2);
    float[] out = new float[count + 1];
    Arrays.fill(out, -5);

    new Points(rows, count, columns).squaredDistances(from, columns, out);

    for (int row = 0; row < count; row++) {
      double expected = 0;
      for (int i = 0; i < columns; i++) {
        double difference = rows[row * columns + i] - (double) from[columns + i];
        expected += difference * difference;
      }
      assertThat((double) out[row]).isCloseTo(expected, within(1e-5));
    }
    assertThat(out[count]).as("beyond the points").isEqualTo(-5);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5})
  void aPointIsAtNoDistanceFromItself(int columns) {
    float[] rows = RandomNumbers.normal(4 * columns, 3);
    Points points = new Points(rows, 4, columns);
    float[] out = new float[4];
    for (int row = 0; row < 4; row++) {
      points.squaredDistances(rows, row * columns, out);
      assertThat(out[row]).isZero();
    }
  }
}
