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
  private static final int WHITE = 255;

  /**
   * The brightness of a number, 0 to 255; what is out of the range is black or white, and so is
   * what is infinite. NaN is black.
   */
  public int brightness(float number) {
    double grey = (number - range.black()) / (range.white() - range.black());
    return (int) Math.round(Math.min(Math.max(grey, 0), 1) * WHITE);
  }
}
