// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** Real images, and how generated ones differ from them in plain figures of their pixels. */
public final class ImageReference {
  private static final int DIRECTIONS = 256;

  private final int rows;
  private final int columns;
  private final SlicedSamples real;
  private final double floor;
  private final double deviation;

  private ImageReference(int rows, int columns, float[] images) {
    this.rows = rows;
    this.columns = columns;
    real = SlicedSamples.of(images, rows, columns, DIRECTIONS);
    floor = floor(images, rows, columns);
    deviation = Pixels.of(images, rows, columns).deviation();
  }

  /**
   * The reference of real images.
   *
   * @param images [rows, columns]; not modified
   * @param rows at least 2
   */
  public static ImageReference of(float[] images, int rows, int columns) {
    return new ImageReference(rows, columns, images);
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
    return SlicedSamples.of(images, rows, columns, DIRECTIONS).distance(real);
  }

  /** Two halves differ by the root of 2 more than two samples of all rows do. */
  private static double floor(float[] images, int rows, int columns) {
    int half = rows / 2;
    float[] even = new float[half * columns];
    float[] odd = new float[half * columns];
    for (int i = 0; i < half; i++) {
      System.arraycopy(images, 2 * i * columns, even, i * columns, columns);
      System.arraycopy(images, (2 * i + 1) * columns, odd, i * columns, columns);
    }
    return SlicedSamples.of(even, half, columns, DIRECTIONS)
            .distance(SlicedSamples.of(odd, half, columns, DIRECTIONS))
        / Math.sqrt(2);
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
