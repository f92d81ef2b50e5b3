// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;
import saddlepoint.sweep.Trial;

/** The AC-GAN's sheet: ten columns of generated classes, a white one, ten of real digits. */
class ClassSheetTest {
  private static final int ROWS = 40;
  private static final int COLUMNS = 21;

  @Test
  void hasGeneratedColumnsAWhiteOneAndRealDigits() {
    Trial trial =
        Trainings.trial(
            "acgan", 1, "steps=2", "filters=[4, 3]", "batch=4", "data.rows=400", "epochs=0");
    Pictures pictures = Pictures.of(trial);
    Size size = new Size(COLUMNS * 30 + 2, ROWS * 30 + 2);

    BufferedImage sheet = pictures.still(Trainings.film(trial), size);

    assertThat(darkest(sheet, 10)).as("the white column").isEqualTo(255);
    for (int column = 11; column < COLUMNS; column++) {
      assertThat(darkest(sheet, column)).as("real digits of column %d", column).isZero();
      assertThat(brightest(sheet, column))
          .as("real digits of column %d", column)
          .isGreaterThan(240);
    }
    assertThat(darkest(sheet, 3)).as("what no training has made black or white").isBetween(50, 200);
  }

  private static int darkest(BufferedImage sheet, int column) {
    int darkest = 255;
    for (int y = 0; y < sheet.getHeight(); y++) {
      darkest = Math.min(darkest, middle(sheet, column, y));
    }
    return darkest;
  }

  private static int brightest(BufferedImage sheet, int column) {
    int brightest = 0;
    for (int row = 0; row < ROWS; row++) {
      for (int y = 8; y < 22; y++) {
        brightest = Math.max(brightest, middle(sheet, column, row * 30 + y));
      }
    }
    return brightest;
  }

  /** A pixel in the middle of a column. */
  private static int middle(BufferedImage sheet, int column, int y) {
    return sheet.getRGB(column * 30 + 16, y) & 0xff;
  }
}
