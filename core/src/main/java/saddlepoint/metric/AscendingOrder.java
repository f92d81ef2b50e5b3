// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric;

/**
 * The order of numbers, by a radix sort: thousands of numbers are sorted for every trial, and a
 * sort that compares them is several times slower.
 */
final class AscendingOrder {
  private static final int DIGIT_BITS = 8;
  private static final int DIGITS = Integer.SIZE / DIGIT_BITS;
  private static final int RADIX = 1 << DIGIT_BITS;
  private static final int MASK = RADIX - 1;

  private AscendingOrder() {}

  /**
   * Indices by ascending value, equal values by ascending index.
   *
   * <p>Non-finite values: NaN comes last; as {@link java.util.Arrays#sort(float[])} has it, -0
   * comes before 0.
   *
   * @param values [count] or longer; not modified
   * @return [count]
   */
  static int[] of(float[] values, int count) {
    long[] entries = new long[count];
    int[] counts = new int[DIGITS * RADIX];
    boolean isAscending = true;
    int before = 0;
    for (int i = 0; i < count; i++) {
      int key = key(values[i]);
      entries[i] = (long) key << Integer.SIZE | i;
      counts[key & MASK]++;
      counts[RADIX + (key >>> DIGIT_BITS & MASK)]++;
      counts[2 * RADIX + (key >>> 2 * DIGIT_BITS & MASK)]++;
      counts[3 * RADIX + (key >>> 3 * DIGIT_BITS)]++;
      isAscending &= Integer.compareUnsigned(before, key) <= 0;
      before = key;
    }
    if (!isAscending) {
      entries = sort(entries, counts);
    }
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      order[i] = (int) entries[i];
    }
    return order;
  }

  /** The values in ascending order, NaN last. */
  static float[] sorted(float[] values, int count) {
    int[] order = of(values, count);
    float[] sorted = new float[count];
    for (int i = 0; i < count; i++) {
      sorted[i] = values[order[i]];
    }
    return sorted;
  }

  /** Sorts an order further, by categories from 0 on; within a category it stays as it is. */
  static int[] byCategory(int[] order, int[] category, int categories) {
    int[] places = new int[categories];
    for (int one : category) {
      places[one]++;
    }
    toPlaces(places, 0, categories);
    int[] sorted = new int[order.length];
    for (int index : order) {
      sorted[places[category[index]]++] = index;
    }
    return sorted;
  }

  private static long[] sort(long[] entries, int[] counts) {
    long[] from = entries;
    long[] to = new long[entries.length];
    for (int digit = 0; digit < DIGITS; digit++) {
      int base = digit * RADIX;
      int shift = Integer.SIZE + digit * DIGIT_BITS;
      if (counts[base + ((int) (from[0] >>> shift) & MASK)] == from.length) {
        continue;
      }
      toPlaces(counts, base, RADIX);
      for (long entry : from) {
        int at = base + ((int) (entry >>> shift) & MASK);
        to[counts[at]] = entry;
        counts[at]++;
      }
      long[] swapped = from;
      from = to;
      to = swapped;
    }
    return from;
  }

  /** Replaces counts by the place of the first one counted. */
  private static void toPlaces(int[] counts, int base, int size) {
    int place = 0;
    for (int i = base; i < base + size; i++) {
      int count = counts[i];
      counts[i] = place;
      place += count;
    }
  }

  /** Unsigned integers in the order of the numbers. */
  private static int key(float value) {
    int bits = Float.floatToIntBits(value);
    return bits < 0 ? ~bits : bits | Integer.MIN_VALUE;
  }
}
