// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * Real images, and how generated ones differ from them in plain figures of their pixels. A sliced
 * Wasserstein distance is the mean W1 of the images' projections onto {@value #DIRECTIONS} fixed
 * directions (Rabin et al. 2011), here onto vectors of random signs divided by the root of their
 * length (Achlioptas 2003), the signs from SplitMix64 (Steele et al. 2014).
 */
public final class ImageReference {
  private static final int DIRECTIONS = 256;
  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

  private final int rows;
  private final int columns;
  private final float[][] projections;
  private final double floor;
  private final double deviation;

  private ImageReference(int rows, int columns, float[][] projections, Pixels pixels) {
    this.rows = rows;
    this.columns = columns;
    this.projections = projections;
    floor = floor(projections, rows);
    deviation = pixels.deviation();
    for (float[] projection : projections) {
      Arrays.sort(projection);
    }
  }

  /**
   * The reference of real images.
   *
   * @param images [rows, columns]; not modified
   * @param rows at least 2
   */
  public static ImageReference of(float[] images, int rows, int columns) {
    return new ImageReference(
        rows, columns, project(images, rows, columns), Pixels.of(images, rows, columns));
  }

  /**
   * Sliced W1 and its floor, mean and standard deviation of the pixels.
   *
   * <p>Non-finite values: if any pixel is not finite, every figure but the floor is NaN.
   *
   * @param images [rows, columns], as many as the reference has; not modified
   */
  public Map<Metric, Double> figures(float[] images) {
    Pixels pixels = Pixels.of(images, rows, columns);
    Map<Metric, Double> figures = new EnumMap<>(Metric.class);
    boolean isFinite = Double.isFinite(pixels.deviation());
    figures.put(Metric.WASSERSTEIN_FLOOR, floor);
    figures.put(Metric.WASSERSTEIN, isFinite ? distance(images) : Double.NaN);
    figures.put(Metric.SAMPLE_MEAN, pixels.mean());
    figures.put(Metric.SAMPLE_STANDARD_DEVIATION, pixels.deviation());
    figures.put(Metric.STANDARD_DEVIATION_RATIO, pixels.deviation() / deviation);
    return Collections.unmodifiableMap(figures);
  }

  private double distance(float[] images) {
    float[][] found = project(images, rows, columns);
    double sum = 0;
    for (int direction = 0; direction < DIRECTIONS; direction++) {
      Arrays.sort(found[direction]);
      sum += Wasserstein.distance(found[direction], projections[direction]);
    }
    return sum / DIRECTIONS;
  }

  /** Two halves differ by the root of 2 more than two samples of all rows do. */
  private static double floor(float[][] projections, int rows) {
    int half = rows / 2;
    float[] even = new float[half];
    float[] odd = new float[half];
    double sum = 0;
    for (float[] projection : projections) {
      for (int i = 0; i < half; i++) {
        even[i] = projection[2 * i];
        odd[i] = projection[2 * i + 1];
      }
      Arrays.sort(even);
      Arrays.sort(odd);
      sum += Wasserstein.distance(even, odd);
    }
    return sum / projections.length / Math.sqrt(2);
  }

  /** [directions, rows] of images [rows, columns]. */
  private static float[][] project(float[] images, int rows, int columns) {
    float[] signs = signs(columns);
    float[][] projections = new float[DIRECTIONS][rows];
    float[] sums = new float[DIRECTIONS];
    for (int row = 0; row < rows; row++) {
      Arrays.fill(sums, 0);
      for (int column = 0; column < columns; column++) {
        add(images[row * columns + column], signs, column * DIRECTIONS, sums);
      }
      for (int direction = 0; direction < DIRECTIONS; direction++) {
        projections[direction][row] = sums[direction];
      }
    }
    return projections;
  }

  private static void add(float pixel, float[] signs, int from, float[] sums) {
    if (pixel != 0) {
      for (int direction = 0; direction < DIRECTIONS; direction++) {
        sums[direction] += pixel * signs[from + direction];
      }
    }
  }

  /** [columns, directions]. */
  private static float[] signs(int columns) {
    float[] signs = new float[columns * DIRECTIONS];
    float length = (float) (1 / Math.sqrt(columns));
    for (int i = 0; i < signs.length; i++) {
      signs[i] = (mix((i + 1) * GOLDEN_GAMMA) & 1) == 0 ? length : -length;
    }
    return signs;
  }

  private static long mix(long state) {
    long z = (state ^ state >>> 30) * 0xbf58476d1ce4e5b9L;
    z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
    return z ^ z >>> 31;
  }

  private record Pixels(double mean, double deviation) {
    static Pixels of(float[] images, int rows, int columns) {
      double[] sums = new double[columns];
      double[] squares = new double[columns];
      for (int i = 0; i < rows * columns; i++) {
        double pixel = images[i];
        sums[i % columns] += pixel;
        squares[i % columns] += pixel * pixel;
      }
      double sum = 0;
      double variance = 0;
      for (int column = 0; column < columns; column++) {
        double mean = sums[column] / rows;
        sum += mean;
        variance += Math.max(squares[column] / rows - mean * mean, 0);
      }
      boolean isFinite = Double.isFinite(variance);
      return new Pixels(
          isFinite ? sum / columns : Double.NaN,
          isFinite ? Math.sqrt(variance / columns) : Double.NaN);
    }
  }
}
