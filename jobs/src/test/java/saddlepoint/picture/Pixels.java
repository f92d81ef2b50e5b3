// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.picture;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Arrays;

/** What can be asked of an image. */
final class Pixels {
  private static final int OPAQUE = 0xFF000000;

  private Pixels() {}

  /** How many pixels have exactly this colour. */
  static long count(BufferedImage image, Color color) {
    return Arrays.stream(all(image)).filter(pixel -> (pixel | OPAQUE) == color.getRGB()).count();
  }

  /** How many different colours there are. */
  static long colors(BufferedImage image) {
    return Arrays.stream(all(image)).distinct().count();
  }

  /** Row by row. */
  static int[] all(BufferedImage image) {
    return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
  }
}
