// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

import java.io.Serializable;

/**
 * What a kernel sees of an image.
 *
 * @param down over the height
 * @param across over the width
 */
public record Windows(Window down, Window across) implements Serializable {
  /** A square kernel that stays inside the image. */
  public static Windows valid(Shape image, int kernel, int stride) {
    return new Windows(
        Window.valid(image.height(), kernel, stride), Window.valid(image.width(), kernel, stride));
  }

  /** A square kernel with one output for each stride begun. */
  public static Windows same(Shape image, int kernel, int stride) {
    return new Windows(
        Window.same(image.height(), kernel, stride), Window.same(image.width(), kernel, stride));
  }

  /** Pixels that an output sees. */
  public int kernel() {
    return down.kernel() * across.kernel();
  }

  /** Outputs of an image. */
  public int outputs() {
    return down.out() * across.out();
  }

  /** The image that a layer makes of its outputs. */
  public Shape output(int channels) {
    return new Shape(channels, down.out(), across.out());
  }
}
