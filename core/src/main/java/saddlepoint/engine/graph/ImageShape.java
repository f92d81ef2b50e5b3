// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph;

/**
 * What the columns of a row mean to layers that look at images: height by width pixels, row by row,
 * with the channels of a pixel side by side (NHWC). Patches of such images are long runs of memory,
 * which ND4J copies several times faster than it does single numbers.
 *
 * @param height in pixels, at least 1
 * @param width in pixels, at least 1
 * @param channels numbers of a pixel, at least 1
 */
record ImageShape(int height, int width, int channels) {
  ImageShape {
    if (height < 1 || width < 1 || channels < 1) {
      throw new IllegalArgumentException(
          "an image of " + height + " x " + width + " x " + channels + " has no pixels");
    }
  }

  /** Numbers of an image. */
  int columns() {
    return height * width * channels;
  }

  /** Pixels of an image. */
  int pixels() {
    return height * width;
  }

  /** Numbers of a line of pixels. */
  int line() {
    return width * channels;
  }
}
