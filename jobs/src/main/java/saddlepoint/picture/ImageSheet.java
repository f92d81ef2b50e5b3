// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.picture;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import saddlepoint.recipe.Pixels;
import saddlepoint.recipe.Sheet;

/**
 * Grey images in rows and columns on white, every dot of an image as many dots of the sheet as fit.
 */
final class ImageSheet implements Drawable {
  /** White between two images, and around them. */
  static final int GAP = 4;

  /** Of an image of a sheet that is not asked for in another size. */
  private static final int USUAL_SIDE = 84;

  private static final int CAPTION_SIZE = 13;
  private static final int CAPTION_MARGIN = 6;

  private final Pixels pixels;
  private final float[] images;
  private final String caption;
  private final Size size;

  /**
   * A sheet.
   *
   * @param images [images of the sheet, numbers of an image]
   * @param caption in the upper left corner; empty for none
   */
  ImageSheet(Pixels pixels, float[] images, String caption, Size size) {
    this.pixels = pixels;
    this.images = images;
    this.caption = caption;
    this.size = size;
  }

  /** The size of a sheet that is not asked for in another one. */
  static Size usualSize(Sheet sheet) {
    return new Size(width(sheet.columns()), width(sheet.rows()));
  }

  private static int width(int images) {
    int width = GAP + images * (USUAL_SIDE + GAP);
    return Math.min(Math.max(width, Size.LEAST), Size.MOST);
  }

  @Override
  public BufferedImage draw() {
    BufferedImage sheet =
        new BufferedImage(size.width(), size.height(), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = sheet.createGraphics();
    try {
      graphics.setColor(Color.WHITE);
      graphics.fillRect(0, 0, size.width(), size.height());
      graphics.setRenderingHint(
          RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
      int columns = pixels.sheet().columns();
      int rows = pixels.sheet().rows();
      double width = (double) (size.width() - GAP) / columns;
      double height = (double) (size.height() - GAP) / rows;
      for (int i = 0; i < pixels.sheet().images(); i++) {
        int left = GAP + (int) (i % columns * width);
        int top = GAP + (int) (i / columns * height);
        graphics.drawImage(
            SampleImage.of(pixels, images, i),
            left,
            top,
            (int) width - GAP,
            (int) height - GAP,
            null);
      }
      write(graphics);
    } finally {
      graphics.dispose();
    }
    return sheet;
  }

  /** On a ground of its own, since images may be of any brightness. */
  private void write(Graphics2D graphics) {
    if (caption.isEmpty()) {
      return;
    }
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, CAPTION_SIZE));
    int width = graphics.getFontMetrics().stringWidth(caption) + 2 * CAPTION_MARGIN;
    int height = graphics.getFontMetrics().getHeight();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, width, height);
    graphics.setColor(Color.BLACK);
    graphics.drawString(caption, CAPTION_MARGIN, graphics.getFontMetrics().getAscent());
  }
}
