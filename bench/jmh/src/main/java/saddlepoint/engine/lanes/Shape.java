// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;

/** Sizes of what a kernel works on, written as {@code 12x8x8}. */
record Shape(List<Integer> sizes) {
  private static final long RANDOM_SEED = 1;

  static Shape of(String text) {
    return new Shape(Arrays.stream(text.split("x")).map(Integer::valueOf).toList());
  }

  int size(int index) {
    return sizes.get(index);
  }

  /** Their product. */
  long numbers() {
    return sizes.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
  }

  @Override
  public String toString() {
    return sizes.stream()
        .map(size -> String.format(Locale.ROOT, "%,d", size))
        .collect(Collectors.joining(" x "));
  }

  /** Fills an array with the same numbers at every run, evenly spread. */
  static void fill(float[] memory, float from, float to) {
    Random random = new Random(RANDOM_SEED);
    for (int i = 0; i < memory.length; i++) {
      memory[i] = from + (to - from) * random.nextFloat();
    }
  }
}
