// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

/**
 * How a row is drawn as an image.
 *
 * @param shape of a row
 * @param range of its numbers
 * @param sheet of several images
 */
public record Pixels(Shape shape, ImageRange range, Sheet sheet) {
  /** How many of a trial's generated images stand in its row. */
  public static final int SAMPLES = 16;

  private static final int WHITE = 255;

  /**
   * The brightness of a number, 0 to 255; what is out of the range is black or white, and so is
   * what is infinite. NaN is black.
   */
  public int brightness(float number) {
    double grey = (number - range.black()) / (range.white() - range.black());
    return (int) Math.round(Math.min(Math.max(grey, 0), 1) * WHITE);
  }

  /** The brightness of every number of the first images, unsigned. */
  public byte[] brightness(float[] images, int count) {
    byte[] brightness = new byte[count * shape.columns()];
    for (int i = 0; i < brightness.length; i++) {
      brightness[i] = (byte) brightness(images[i]);
    }
    return brightness;
  }

  /** The numbers of what has such a brightness. */
  public float[] numbers(byte[] brightness) {
    float[] numbers = new float[brightness.length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) range.pixel((brightness[i] & WHITE) / (double) WHITE);
    }
    return numbers;
  }
}
