// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

import java.io.Serializable;

/**
 * What the columns of a row mean: an image of height by width pixels. They stand row of pixels by
 * row of pixels, the channels of a pixel side by side (NHWC), so that a patch of an image is a few
 * long runs of memory. Columns that are no image are the channels of one pixel.
 *
 * @param channels numbers of a pixel, at least 0
 * @param height in pixels, at least 1
 * @param width in pixels, at least 1
 */
public record Shape(int channels, int height, int width) implements Serializable {
  /**
   * Checks the shape.
   *
   * @throws IllegalArgumentException if it has no pixels
   */
  public Shape {
    if (channels < 0 || height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "channels must be >= 0, height and width >= 1, got "
              + channels
              + " x "
              + height
              + " x "
              + width);
    }
  }

  /** Columns that are no image. */
  public static Shape columns(int columns) {
    return new Shape(columns, 1, 1);
  }

  /**
   * Numbers of a row: channels times height times width.
   *
   * @throws ArithmeticException if there are more than an int counts
   */
  public int columns() {
    return Math.multiplyExact(channels, Math.multiplyExact(height, width));
  }

  /** Pixels of an image. */
  public int pixels() {
    return height * width;
  }

  /** Numbers of a line of pixels. */
  public int line() {
    return width * channels;
  }

  /** Channels x height x width, or the number of columns that are no image. */
  public String text() {
    return height == 1 && width == 1
        ? channels + " columns"
        : channels + " x " + height + " x " + width;
  }
}
