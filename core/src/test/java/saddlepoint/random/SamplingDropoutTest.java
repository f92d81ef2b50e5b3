// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SamplingDropoutTest {
  private static final int COLUMNS = 8;

  private static float[] noise(int rows) {
    float[] noise = new float[2 * rows];
    Draws.normal(1, Stream.EVALUATION_NOISE, 0, noise, noise.length);
    return noise;
  }

  private static float[] masks(float[] noise, int before, double rate) {
    int rows = noise.length / 2;
    float[] masks = new float[rows * COLUMNS];
    new SamplingDropout(noise, rows).draw(before, COLUMNS, rate, masks);
    return masks;
  }

  /** Shares of a binomial law within five standard deviations, and a mean of one. */
  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.5, 0.9})
  void dropsAsManyAsTheRateSaysAndKeepsTheMean(double rate) {
    int rows = 20_000;
    float[] masks = masks(noise(rows), 0, rate);
    int[] dropped = new int[COLUMNS];
    double sum = 0;
    for (int i = 0; i < masks.length; i++) {
      assertThat(masks[i]).isIn(0f, (float) (1 / (1 - rate)));
      dropped[i % COLUMNS] += masks[i] == 0 ? 1 : 0;
      sum += masks[i];
    }

    double deviation = Math.sqrt(rate * (1 - rate) / rows);
    for (int count : dropped) {
      assertThat((double) count / rows).isCloseTo(rate, within(5 * deviation));
    }
    double ofMean = deviation / Math.sqrt(COLUMNS) / (1 - rate);
    assertThat(sum / masks.length).isCloseTo(1, within(5 * ofMean));
  }

  /** Pairs of columns, of layers and of neighbouring rows drop together as independent ones do. */
  @Test
  void numbersAreDroppedIndependently() {
    int rows = 20_000;
    float[] noise = noise(rows);
    float[] first = masks(noise, 0, 0.5);
    float[] second = masks(noise, COLUMNS, 0.5);
    int columns = 0;
    int layers = 0;
    int neighbours = 0;
    for (int row = 1; row < rows; row++) {
      int at = row * COLUMNS;
      columns += first[at] == first[at + 1] ? 1 : 0;
      layers += first[at] == second[at] ? 1 : 0;
      neighbours += first[at] == first[at - COLUMNS] ? 1 : 0;
    }
    double deviation = Math.sqrt(0.25 / rows);
    for (int same : new int[] {columns, layers, neighbours}) {
      assertThat((double) same / rows).isCloseTo(0.5, within(5 * deviation));
    }
  }

  /** Not of its place, of the rows beside it, or of how many there are. */
  @Test
  void aRowsMaskIsOfItsNoiseAlone() {
    float[] noise = noise(50);
    float[] all = masks(noise, 3, 0.5);
    for (int row = 0; row < 50; row++) {
      float[] alone = masks(Arrays.copyOfRange(noise, 2 * row, 2 * row + 2), 3, 0.5);
      assertThat(alone).isEqualTo(Arrays.copyOfRange(all, row * COLUMNS, (row + 1) * COLUMNS));
    }
  }

  @Test
  void everyBitOfTheNoiseCounts() {
    float[] noise = {0.3f, -0.7f};
    float[] wide = new float[64];
    Set<String> found = new HashSet<>();
    for (int column = 0; column < 2; column++) {
      for (int bit = 0; bit < 32; bit++) {
        float[] other = noise.clone();
        other[column] = Float.intBitsToFloat(Float.floatToIntBits(other[column]) ^ (1 << bit));
        new SamplingDropout(other, 1).draw(0, wide.length, 0.5, wide);
        found.add(Arrays.toString(wide));
      }
    }
    new SamplingDropout(new float[] {noise[1], noise[0]}, 1).draw(0, wide.length, 0.5, wide);
    found.add(Arrays.toString(wide));
    assertThat(found).hasSize(65);
  }
}
