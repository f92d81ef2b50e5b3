// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadataNode;
import org.junit.jupiter.api.Test;
import org.w3c.dom.NodeList;
import saddlepoint.sweep.Trial;

class AnimationTest {
  private static final Size SIZE = new Size(320, 240);

  @Test
  void hasTheFramesAskedForWithTheirDelaysAndRepeatsForEver() throws IOException {
    Trial trial = Trainings.trial("curves", 1, "steps=30");
    Film film = Trainings.film(trial);

    Gif gif = Gif.read(gif(trial, film, 7));

    assertThat(gif.images()).hasSize(7);
    assertThat(gif.delays()).containsExactly(10, 10, 10, 10, 10, 10, 200);
    assertThat(gif.repeats()).isEqualTo(0);
    assertThat(gif.images().get(0).getWidth()).isEqualTo(320);
    assertThat(gif.images().get(0).getHeight()).isEqualTo(240);
  }

  @Test
  void hasNoMoreFramesThanThereAreSnapshots() throws IOException {
    Trial trial = Trainings.trial("curves", 10, "steps=21");
    Film film = Trainings.film(trial);

    assertThat(Gif.read(gif(trial, film, 60)).images()).hasSize(3);
    assertThat(film.frames(60)).isEqualTo(3);
  }

  @Test
  void itsLastFrameIsTheTrainedState() throws IOException {
    Trial trial = Trainings.trial("curves", 1, "steps=30");
    Film film = Trainings.film(trial);
    Pictures pictures = Pictures.of(trial);

    BufferedImage shown = Gif.read(gif(trial, film, 5)).composed();

    BufferedImage still = pictures.still(film, SIZE);
    int[] expected = Pixels.all(still);
    int[] actual = Pixels.all(shown);
    // A GIF's frame has 256 colours at most, so that the edges of texts may be off a little.
    for (int i = 0; i < expected.length; i++) {
      Color a = new Color(expected[i]);
      Color b = new Color(actual[i]);
      int off =
          Math.max(
              Math.abs(a.getRed() - b.getRed()),
              Math.max(Math.abs(a.getGreen() - b.getGreen()), Math.abs(a.getBlue() - b.getBlue())));
      assertThat(off).as("pixel %d", i).isLessThan(32);
    }
    assertThat(Pixels.count(shown, Color.WHITE)).isEqualTo(Pixels.count(still, Color.WHITE));
    assertThat(Pixels.count(shown, PaintingPicture.PAINTING_COLOR)).isGreaterThan(100);
  }

  @Test
  void equalFramesArePossible() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BufferedImage frame = new BufferedImage(20, 10, BufferedImage.TYPE_INT_RGB);
    try (Animation animation = new Animation(out)) {
      animation.add(frame, 5);
      animation.add(frame, 6);
    }

    assertThat(Gif.read(out.toByteArray()).delays()).containsExactly(5, 6);
  }

  private static byte[] gif(Trial trial, Film film, int frames) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Pictures.of(trial).writeGif(film, frames, SIZE, out);
    return out.toByteArray();
  }

  /** A GIF as a viewer reads it: every image with its place. */
  private record Gif(
      List<BufferedImage> images, List<int[]> places, List<Integer> delays, int repeats) {
    static Gif read(byte[] bytes) throws IOException {
      ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
      reader.setInput(ImageIO.createImageInputStream(new ByteArrayInputStream(bytes)));
      List<BufferedImage> images = new ArrayList<>();
      List<int[]> places = new ArrayList<>();
      List<Integer> delays = new ArrayList<>();
      int repeats = -1;
      for (int i = 0; i < reader.getNumImages(true); i++) {
        IIOMetadataNode root =
            (IIOMetadataNode) reader.getImageMetadata(i).getAsTree("javax_imageio_gif_image_1.0");
        images.add(reader.read(i));
        IIOMetadataNode place = node(root, "ImageDescriptor");
        places.add(
            new int[] {
              Integer.parseInt(place.getAttribute("imageLeftPosition")),
              Integer.parseInt(place.getAttribute("imageTopPosition"))
            });
        delays.add(
            Integer.valueOf(node(root, "GraphicControlExtension").getAttribute("delayTime")));
        NodeList repeat = root.getElementsByTagName("ApplicationExtension");
        if (repeat.getLength() > 0) {
          byte[] data = (byte[]) ((IIOMetadataNode) repeat.item(0)).getUserObject();
          repeats = data[1] | data[2] << 8;
        }
      }
      return new Gif(images, places, delays, repeats);
    }

    BufferedImage composed() {
      BufferedImage first = images.get(0);
      BufferedImage image =
          new BufferedImage(first.getWidth(), first.getHeight(), BufferedImage.TYPE_INT_RGB);
      Graphics2D graphics = image.createGraphics();
      for (int i = 0; i < images.size(); i++) {
        graphics.drawImage(images.get(i), places.get(i)[0], places.get(i)[1], null);
      }
      graphics.dispose();
      return image;
    }

    private static IIOMetadataNode node(IIOMetadataNode root, String name) {
      return (IIOMetadataNode) root.getElementsByTagName(name).item(0);
    }
  }
}
