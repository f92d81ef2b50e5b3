// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.picture;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import saddlepoint.recipe.Gan;
import saddlepoint.recipe.Pixels;
import saddlepoint.sweep.Trial;

/**
 * The pictures of one trial: of its trained state, and of its training frame by frame. What they
 * show is in docs/pictures.md. Equal films make equal pictures on one machine; fonts and their
 * edges differ between machines. Needs no display if {@code java.awt.headless} is true.
 *
 * <p>Non-finite values: players whose parameters are not finite are no part of a {@link Film};
 * samples that are not finite count as lying outside of what is shown.
 */
public final class Pictures {
  private static final int CENTISECONDS = 10;
  private static final int CENTISECONDS_OF_LAST = 200;

  private final Kind kind;

  private Pictures(Kind kind) {
    this.kind = kind;
  }

  /**
   * The pictures of a trial.
   *
   * @throws IllegalArgumentException if there is no picture of data of its form
   */
  public static Pictures of(Trial trial) {
    return of(trial.gan(), trial.randomSeed());
  }

  static Pictures of(Gan gan, int randomSeed) {
    return new Pictures(kind(gan, randomSeed));
  }

  private static Kind kind(Gan gan, int randomSeed) {
    Optional<Pixels> pixels = gan.judge().pixels();
    if (pixels.isPresent()) {
      return new SheetPicture(gan, pixels.get(), randomSeed);
    }
    int columns = gan.source().columns();
    if (gan.generator().parameters() == 1 && gan.discriminator().parameters() == 1) {
      return new PhasePortrait(gan);
    }
    if (columns == 1) {
      return new DensityPicture(gan, randomSeed);
    }
    if (columns == 2) {
      return new ScatterPicture(gan, randomSeed);
    }
    return gan.judge()
        .amplitudes()
        .map(amplitudes -> new PaintingPicture(gan, amplitudes, randomSeed))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no picture of data of " + columns + " columns"));
  }

  /** The size of the original's figure. */
  public Size usualSize() {
    return kind.usualSize();
  }

  /**
   * How many snapshots a training has to keep to be drawn.
   *
   * @param frames of an animation
   */
  public int snapshots(int frames) {
    return kind.snapshots(frames);
  }

  /** The trained state. */
  public BufferedImage still(Film film, Size size) {
    return kind.at(film, film.last(), size).draw();
  }

  /** Writes the trained state as PNG. */
  public void writePng(Film film, Size size, OutputStream out) throws IOException {
    writePng(still(film, size), out);
  }

  /** The size of the panels of a training in which each player moves to its optimum. */
  public Size usualSizeOfPanels() {
    return Panels.usualSize(kind);
  }

  /**
   * Writes the start, each player's first optimum and the end of such a training as PNG.
   *
   * @param size of all panels together
   */
  public void writePanels(Film film, Size size, OutputStream out) throws IOException {
    writePng(new Panels(kind, film, size).draw(), out);
  }

  private static void writePng(BufferedImage image, OutputStream out) throws IOException {
    try (ImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
      ImageIO.write(image, "png", stream);
    }
  }

  /**
   * Writes the training as a GIF that goes on for ever, {@value #CENTISECONDS} hundredths of a
   * second a frame and {@value #CENTISECONDS_OF_LAST} for the last.
   *
   * @param frames the most frames, at least 1; the film's snapshots are spread over them
   */
  public void writeGif(Film film, int frames, Size size, OutputStream out) throws IOException {
    int count = film.frames(frames);
    try (Animation animation = new Animation(out)) {
      for (int frame = 0; frame < count; frame++) {
        BufferedImage image =
            kind.frame(film, film.index(frame, count), frame + 1, count, size).draw();
        animation.add(image, frame == count - 1 ? CENTISECONDS_OF_LAST : CENTISECONDS);
      }
    }
  }

  Kind kind() {
    return kind;
  }
}
