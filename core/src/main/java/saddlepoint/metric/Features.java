// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric;

/**
 * Samples as one number in one of some categories, which is what a reference discriminator sees of
 * them: x itself for 1-D data, the amplitude of a curve, the distance from the nearest mode.
 *
 * @param categories how many there are, at least 1
 * @param category [n], each from 0 to {@code categories - 1}
 * @param value [n]
 */
@SuppressWarnings("ArrayRecordComponent")
public record Features(int categories, int[] category, float[] value) {
  /** 1-D samples, all of one category. */
  public static Features of(float[] samples) {
    return new Features(1, new int[samples.length], samples);
  }

  /** Number of samples. */
  public int count() {
    return value.length;
  }

  /** Every second sample, from the first (0) or from the second (1) on. */
  public Features half(int parity) {
    int count = (value.length - parity + 1) / 2;
    int[] categoryOfHalf = new int[count];
    float[] valueOfHalf = new float[count];
    for (int i = 0; i < count; i++) {
      categoryOfHalf[i] = category[2 * i + parity];
      valueOfHalf[i] = value[2 * i + parity];
    }
    return new Features(categories, categoryOfHalf, valueOfHalf);
  }

  /** Whether every value is finite. */
  public boolean isFinite() {
    for (float one : value) {
      if (!Float.isFinite(one)) {
        return false;
      }
    }
    return true;
  }

  /** The values of one category; not to be modified. */
  float[] valuesOf(int wanted) {
    if (categories == 1) {
      return value;
    }
    int count = 0;
    for (int one : category) {
      if (one == wanted) {
        count++;
      }
    }
    float[] values = new float[count];
    int at = 0;
    for (int i = 0; i < value.length; i++) {
      if (category[i] == wanted) {
        values[at] = value[i];
        at++;
      }
    }
    return values;
  }
}
