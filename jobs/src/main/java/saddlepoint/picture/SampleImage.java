// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.picture;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import saddlepoint.recipe.Pixels;
import saddlepoint.recipe.Shape;

/** One image of several, dot by dot. Needs no display if {@code java.awt.headless} is true. */
public final class SampleImage {
  private SampleImage() {}

  /**
   * Writes an image as PNG.
   *
   * @param images [images, numbers of an image]
   * @param index of the image
   */
  public static void writePng(Pixels pixels, float[] images, int index, OutputStream out)
      throws IOException {
    try (ImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
      ImageIO.write(of(pixels, images, index), "png", stream);
    }
  }

  static BufferedImage of(Pixels pixels, float[] images, int index) {
    Shape shape = pixels.shape();
    BufferedImage image =
        new BufferedImage(shape.width(), shape.height(), BufferedImage.TYPE_INT_RGB);
    int from = index * shape.columns();
    for (int y = 0; y < shape.height(); y++) {
      for (int x = 0; x < shape.width(); x++) {
        int brightness = pixels.brightness(images[from + y * shape.line() + x * shape.channels()]);
        image.setRGB(x, y, new Color(brightness, brightness, brightness).getRGB());
      }
    }
    return image;
  }
}
