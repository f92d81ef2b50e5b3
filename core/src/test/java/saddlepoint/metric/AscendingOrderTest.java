// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AscendingOrderTest {
  private static final float[] SPECIAL = {
    0f,
    -0f,
    Float.NaN,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    1f,
    -1f
  };

  static Stream<float[]> samples() {
    SplittableRandom random = new SplittableRandom(5);
    return Stream.of(
        new float[0],
        new float[] {3},
        filled(4001, i -> (float) random.nextGaussian()),
        filled(4000, i -> Float.intBitsToFloat(random.nextInt())),
        filled(4000, i -> i - 2000f),
        filled(4000, i -> 2000f - i),
        filled(4000, i -> (float) (i % 7)),
        filled(4000, i -> SPECIAL[random.nextInt(SPECIAL.length)]));
  }

  private static float[] filled(int count, IntFunction<Float> value) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = value.apply(i);
    }
    return values;
  }

  @ParameterizedTest
  @MethodSource("samples")
  void isTheOrderOfTheLibrary(float[] values) {
    float[] before = values.clone();
    float[] expected = values.clone();
    Arrays.sort(expected);

    assertThat(AscendingOrder.sorted(values, values.length)).isEqualTo(expected);
    assertThat(AscendingOrder.of(values, values.length)).containsExactly(stable(values));
    assertThat(values).isEqualTo(before);
  }

  private static int[] stable(float[] values) {
    return IntStream.range(0, values.length)
        .boxed()
        .sorted((a, b) -> Float.compare(values[a], values[b]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  @Test
  void countsTheFirstValuesOnly() {
    assertThat(AscendingOrder.sorted(new float[] {3, 2, 1}, 2)).containsExactly(2, 3);
  }

  @Test
  void categoriesComeFirst() {
    int[] order = AscendingOrder.of(new float[] {5, 4, 3, 2, 1}, 5);
    assertThat(AscendingOrder.byCategory(order, new int[] {2, 0, 2, 0, 1}, 3))
        .containsExactly(3, 1, 4, 2, 0);
  }
}
