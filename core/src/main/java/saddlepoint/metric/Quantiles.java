// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric;

import java.util.Arrays;
import java.util.Locale;

/**
 * The spread of a sample by three of its quantiles.
 *
 * <p>A quantile is interpolated linearly between the order statistics around rank (n - 1) p, from
 * 0: type 7 of Hyndman and Fan (1996), "Sample quantiles in statistical packages".
 *
 * <p>Non-finite values: one NaN makes all three NaN; infinite values are ordered as the largest and
 * smallest.
 *
 * @param p05 the quantile at 0.05
 * @param p50 the median
 * @param p95 the quantile at 0.95
 */
public record Quantiles(double p05, double p50, double p95) {
  private static final Quantiles UNDEFINED = new Quantiles(Double.NaN, Double.NaN, Double.NaN);

  /**
   * The quantiles of values in any order, which stay as they are; allocates a copy.
   *
   * <p>Non-finite values: one NaN makes all three NaN.
   *
   * @param values shape [n]; n at least 1
   * @return the quantiles
   * @throws IllegalArgumentException if there is no value
   */
  public static Quantiles of(float[] values) {
    return ofSorting(values.clone());
  }

  /**
   * As {@link #of(float[])}, without a copy of its own.
   *
   * <p>Non-finite values: one NaN makes all three NaN.
   *
   * @param values shape [n], left as they are; n at least 1
   * @param scratch at least n elements, another array than {@code values}; its first n elements
   *     become the sorted values
   * @return the quantiles
   * @throws IllegalArgumentException if there is no value, or scratch is too short or is values
   */
  public static Quantiles of(float[] values, float[] scratch) {
    if (scratch.length < values.length) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "The scratch array holds %d elements; %d values need as many",
              scratch.length,
              values.length));
    }
    if (scratch == values) {
      throw new IllegalArgumentException(
          "The scratch array is the array of values; to sort it in place, call ofSorting");
    }
    System.arraycopy(values, 0, scratch, 0, values.length);
    Arrays.sort(scratch, 0, values.length);
    return ofSorted(scratch, values.length);
  }

  /**
   * As {@link #of(float[])}, but leaves the values sorted and allocates no array.
   *
   * <p>Non-finite values: one NaN makes all three NaN.
   *
   * @param values shape [n], sorted by this call; n at least 1
   * @return the quantiles
   * @throws IllegalArgumentException if there is no value
   */
  public static Quantiles ofSorting(float[] values) {
    Arrays.sort(values);
    return ofSorted(values, values.length);
  }

  /**
   * One quantile: x_(k) + w (x_(k+1) - x_(k)), with k + w = (n - 1) p.
   *
   * <p>Non-finite values: NaN if any value is NaN, or between opposite infinities; infinite if a
   * neighbour with a share is.
   *
   * @param sortedValues shape [n], ascending, NaN last; n at least 1. The order is not checked, as
   *     the call reads three elements only.
   * @param p a probability in [0, 1]
   * @return the quantile
   * @throws IllegalArgumentException if there is no value or p is outside [0, 1]
   */
  public static double at(float[] sortedValues, double p) {
    Samples.requireSome(sortedValues, "sortedValues");
    Probability.require(p);
    int n = sortedValues.length;
    return Float.isNaN(sortedValues[n - 1]) ? Double.NaN : interpolate(sortedValues, n, p);
  }

  private static Quantiles ofSorted(float[] sorted, int n) {
    if (n == 0) {
      throw new IllegalArgumentException(
          "The array 'values' is empty; a figure needs at least one value");
    }
    if (Float.isNaN(sorted[n - 1])) {
      return UNDEFINED;
    }
    return new Quantiles(
        interpolate(sorted, n, 0.05), interpolate(sorted, n, 0.5), interpolate(sorted, n, 0.95));
  }

  private static double interpolate(float[] sorted, int n, double p) {
    double rank = (n - 1) * p;
    int index = (int) rank;
    double weight = rank - index;
    double lower = sorted[index];
    if (weight == 0 || lower == sorted[index + 1]) {
      return lower;
    }
    // Two products instead of lower + weight * difference keep an infinite neighbour infinite.
    return (1 - weight) * lower + weight * sorted[index + 1];
  }
}
