// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The n quantiles of a distribution at (i - 1/2) / n, i = 1 … n: what n perfect samples, sorted,
 * would be.
 *
 * <p>Immutable; threads may share it. Tables of one family and one n share their memory: the normal
 * one, which is slow to compute, is held in a small cache of the process (at most {@value
 * #CACHED_TABLES} tables of at most {@value #LARGEST_CACHED} entries, so at most 8 MiB).
 */
public final class QuantileTable {
  private static final int CACHED_TABLES = 16;
  private static final int LARGEST_CACHED = 65_536;

  /** Of the integral by which a distribution's floor is known unless it says so itself. */
  static final int CELLS_OF_FLOOR = 10_000;

  private static final Map<Integer, double[]> NORMAL_TABLES =
      new LinkedHashMap<>(2 * CACHED_TABLES, 0.75f, /* accessOrder= */ true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, double[]> eldest) {
          return size() > CACHED_TABLES;
        }
      };

  private final int size;
  private final double location;
  private final double scale;

  /** Quantiles at location 0 and scale 1, or null where the quantile is (i - 1/2) / n itself. */
  private final double[] standard;

  private QuantileTable(int size, double location, double scale, double[] standard) {
    this.size = size;
    this.location = location;
    this.scale = scale;
    this.standard = standard;
  }

  /**
   * The table of a distribution for samples of size n.
   *
   * <p>Non-finite values: none can occur; all quantiles inside (0, 1) are finite.
   *
   * @param distribution what the samples are measured against
   * @param n number of samples, at least 1
   * @return a table of n ascending quantiles
   * @throws IllegalArgumentException if n is less than 1
   */
  public static QuantileTable of(Distribution distribution, int n) {
    return distribution.quantiles(Probability.requireSampleCount(n));
  }

  /** Quantiles that are spread evenly from a value on; a point's have width 0. */
  static QuantileTable even(int n, double from, double width) {
    return new QuantileTable(Probability.requireSampleCount(n), from, width, null);
  }

  /** Quantiles of a normal distribution. */
  static QuantileTable normal(int n, double mean, double standardDeviation) {
    return new QuantileTable(
        n, mean, standardDeviation, normalTable(Probability.requireSampleCount(n)));
  }

  /**
   * Quantiles that a distribution is asked for one by one.
   *
   * @throws IllegalStateException if they do not ascend or are not finite
   */
  static QuantileTable compute(Distribution distribution, int n) {
    double[] quantiles = new double[Probability.requireSampleCount(n)];
    double previous = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      double p = (i + 0.5) / n;
      double x = distribution.quantile(p);
      if (!Double.isFinite(x) || x < previous) {
        throw new IllegalStateException(
            "quantile("
                + p
                + ") of "
                + distribution
                + " must be finite and not below the quantiles before it, got "
                + x);
      }
      quantiles[i] = x;
      previous = x;
    }
    return new QuantileTable(n, 0, 1, quantiles);
  }

  /** sqrt(2 / pi) times the integral of sqrt(F (1 - F)) from the first quantile to the last. */
  double floorFactor() {
    double sum = 0;
    for (int i = 1; i < size; i++) {
      double p = (double) i / size;
      sum += Math.sqrt(p * (1 - p)) * (get(i) - get(i - 1));
    }
    return Math.sqrt(2 / Math.PI) * sum;
  }

  /** Number of quantiles. */
  public int size() {
    return size;
  }

  /**
   * One quantile.
   *
   * <p>Non-finite values: none can occur.
   *
   * @param index from 0 to {@code size() - 1}
   * @return F⁻¹((index + 1/2) / size)
   */
  public double get(int index) {
    return location + (standard == null ? scale / size * (index + 0.5) : scale * standard[index]);
  }

  /** The mean of |sorted_i - quantile_i|; the loops are apart to keep the branch outside. */
  double meanDistance(float[] sorted) {
    return (standard == null ? sumFromRanks(sorted) : sumFromTable(sorted)) / size;
  }

  private double sumFromTable(float[] sorted) {
    double sum = 0;
    float previous = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < sorted.length; i++) {
      float value = sorted[i];
      if (value < previous) {
        throw Samples.unsorted(sorted, i, "sortedSamples");
      }
      previous = value;
      sum += Math.abs(value - (location + scale * standard[i]));
    }
    return sum;
  }

  private double sumFromRanks(float[] sorted) {
    double step = scale / size;
    double sum = 0;
    float previous = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < sorted.length; i++) {
      float value = sorted[i];
      if (value < previous) {
        throw Samples.unsorted(sorted, i, "sortedSamples");
      }
      previous = value;
      sum += Math.abs(value - (location + step * (i + 0.5)));
    }
    return sum;
  }

  private static double[] normalTable(int n) {
    if (n > LARGEST_CACHED) {
      return computeNormalTable(n);
    }
    synchronized (NORMAL_TABLES) {
      double[] known = NORMAL_TABLES.get(n);
      if (known != null) {
        return known;
      }
    }
    // Outside the lock: other threads keep their tables while this one computes.
    double[] table = computeNormalTable(n);
    synchronized (NORMAL_TABLES) {
      NORMAL_TABLES.put(n, table);
    }
    return table;
  }

  private static double[] computeNormalTable(int n) {
    double[] table = new double[n];
    for (int i = 0; i < n / 2; i++) {
      table[i] = StandardNormal.quantile((i + 0.5) / n);
      table[n - 1 - i] = -table[i];
    }
    return table;
  }

  static int cachedTables() {
    synchronized (NORMAL_TABLES) {
      return NORMAL_TABLES.size();
    }
  }
}
