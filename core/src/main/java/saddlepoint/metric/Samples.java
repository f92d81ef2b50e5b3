// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric;

import java.util.Locale;

/** Checks that the figures of this package share. */
final class Samples {
  private Samples() {}

  static void requireSome(float[] values, String name) {
    if (values.length == 0) {
      throw new IllegalArgumentException(
          "The array '" + name + "' is empty; a figure needs at least one value");
    }
  }

  static void requireSameLength(int first, String firstName, int second, String secondName) {
    if (first != second) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "The arrays '%s' and '%s' hold %d and %d values; they must be of one length",
              firstName,
              secondName,
              first,
              second));
    }
  }

  /** Throws unless there is a row, and two values for each. */
  static void requirePlane(float[] samples, int rows) {
    if (rows < 1 || samples.length < 2L * rows) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "There are %d values for %d rows; give one row or more, and two values a row",
              samples.length,
              rows));
    }
  }

  static boolean areFinite(float[] values, int count) {
    for (int i = 0; i < count; i++) {
      if (!Float.isFinite(values[i])) {
        return false;
      }
    }
    return true;
  }

  static double requireFinite(double value, String name) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(name + " is " + value + "; it must be a finite number");
    }
    return value;
  }

  static double requirePositive(double value, String name) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(
          name + " is " + value + "; it must be finite and greater than 0");
    }
    return value;
  }

  /** Throws unless ascending; NaN last, as {@link java.util.Arrays#sort(float[])} leaves it. */
  static void requireSorted(float[] values, String name) {
    for (int i = 1; i < values.length; i++) {
      if (values[i] < values[i - 1]) {
        throw unsorted(values, i, name);
      }
    }
  }

  static IllegalArgumentException unsorted(float[] values, int index, String name) {
    return new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "The array '%s' is not ascending: element %d is %s and element %d is %s;"
                + " call Arrays.sort on it first",
            name,
            index - 1,
            values[index - 1],
            index,
            values[index]));
  }
}
