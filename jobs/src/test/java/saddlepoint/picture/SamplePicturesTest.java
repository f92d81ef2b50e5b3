// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import org.junit.jupiter.api.Test;
import saddlepoint.jobs.SingleGan;
import saddlepoint.recipe.Gan;
import saddlepoint.recipe.Pixels;

class SamplePicturesTest {
  private static final Size SIZE = new Size(804, 404);
  private static final Gan GAN =
      SingleGan.chosen("mnist-mlp", List.of("data.rows=30")).trials().get(0).gan();
  private static final Pixels PIXELS = GAN.judge().pixels().orElseThrow();

  /** Training images, of which the second has a few pixels changed. */
  private static float[] images() {
    float[] draws = new float[16];
    for (int i = 0; i < draws.length; i++) {
      draws[i] = i + 7;
    }
    float[] images = new float[16 * 784];
    GAN.source().fill(draws, 16, images, new int[16]);
    Arrays.fill(images, 784, 784 + 20, 0.5f);
    return images;
  }

  private static BufferedImage png(SamplePictures pictures) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    pictures.writePng(SIZE, out);
    return ImageIO.read(new ByteArrayInputStream(out.toByteArray()));
  }

  private static SortedMap<Integer, byte[]> steps(int... steps) {
    SortedMap<Integer, byte[]> samples = new TreeMap<>();
    for (int step : steps) {
      samples.put(step, PIXELS.brightness(images(), 16));
    }
    return samples;
  }

  @Test
  void eachCopyStandsBesideItsOriginal() throws IOException {
    BufferedImage sheet = png(SamplePictures.of(PIXELS, steps(5)).besideNearest(GAN.source()));

    for (int x = 0; x < 96; x++) {
      assertThat(sheet.getRGB(4 + x, 50)).as("column " + x).isEqualTo(sheet.getRGB(104 + x, 50));
    }
    assertThat(sheet.getRGB(206, 6)).as("changed").isNotEqualTo(sheet.getRGB(306, 6));
    assertThat(sheet.getRGB(250, 50)).as("its original").isEqualTo(sheet.getRGB(350, 50));
  }

  @Test
  void anAnimationHasAFrameAnEvaluation() throws IOException {
    SamplePictures pictures = SamplePictures.of(PIXELS, steps(0, 10, 20));
    assertThat(pictures.lastStep()).isEqualTo(20);
    assertThat(pictures.frames(2)).isEqualTo(2);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    pictures.writeGif(9, SIZE, out);

    ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
    reader.setInput(ImageIO.createImageInputStream(new ByteArrayInputStream(out.toByteArray())));
    assertThat(reader.getNumImages(/* allowSearch= */ true)).isEqualTo(3);
  }

  @Test
  void bytesAreTheBrightnessOfWhatIsShown() {
    float[] images = images();
    float[] read = PIXELS.numbers(PIXELS.brightness(images, 16));

    for (int i = 0; i < images.length; i++) {
      assertThat(Math.abs(read[i] - images[i])).isLessThan(0.5f / 255 + 1e-6f);
    }
  }
}
