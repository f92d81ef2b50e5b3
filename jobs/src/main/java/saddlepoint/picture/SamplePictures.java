// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.picture;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import saddlepoint.recipe.Pixels;
import saddlepoint.recipe.Sheet;
import saddlepoint.recipe.Source;

/**
 * Pictures of the generated images that stand in a trial's row: of the last ones, perhaps each with
 * the training image nearest to it at its right, or of all that were kept, one after the other.
 */
public final class SamplePictures {
  private static final int COLUMNS = 4;
  private static final int CENTISECONDS = 50;
  private static final int CENTISECONDS_OF_LAST = 200;

  private final Pixels pixels;
  private final List<Integer> steps;
  private final List<float[]> samples;
  private final NearestImages nearest;

  private SamplePictures(
      Pixels pixels, List<Integer> steps, List<float[]> samples, NearestImages nearest) {
    this.pixels = pixels;
    this.steps = steps;
    this.samples = samples;
    this.nearest = nearest;
  }

  /**
   * Pictures of samples.
   *
   * @param pixels what they mean; the layout is not the original's
   * @param byStep brightness of each pixel by the step after which it was made, at least one
   */
  public static SamplePictures of(Pixels pixels, SortedMap<Integer, byte[]> byStep) {
    List<float[]> samples = new ArrayList<>();
    byStep.values().forEach(brightness -> samples.add(pixels.numbers(brightness)));
    return new SamplePictures(pixels, List.copyOf(byStep.keySet()), samples, null);
  }

  /**
   * The same with training images.
   *
   * @param training the set that players learned from
   */
  public SamplePictures besideNearest(Source training) {
    return new SamplePictures(pixels, steps, samples, new NearestImages(training));
  }

  /** The step after which the last samples were made. */
  public int lastStep() {
    return steps.get(steps.size() - 1);
  }

  /** How many frames there are if at most so many are wanted. */
  public int frames(int wanted) {
    return Math.min(wanted, steps.size());
  }

  /** The size that a sheet has if none is asked for. */
  public Size usualSize() {
    return ImageSheet.usualSize(sheet());
  }

  /** Writes the last samples as PNG. */
  public void writePng(Size size, OutputStream out) throws IOException {
    try (ImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
      ImageIO.write(draw(steps.size() - 1, "", size), "png", stream);
    }
  }

  /**
   * Writes the samples as a GIF that goes on for ever.
   *
   * @param frames the most of them, spread over the training, first and last included
   */
  public void writeGif(int frames, Size size, OutputStream out) throws IOException {
    int count = frames(frames);
    try (Animation animation = new Animation(out)) {
      for (int frame = 0; frame < count; frame++) {
        int last = steps.size() - 1;
        int index = count == 1 ? last : (int) ((long) frame * last / (count - 1));
        animation.add(
            draw(index, "step " + steps.get(index), size),
            frame == count - 1 ? CENTISECONDS_OF_LAST : CENTISECONDS);
      }
    }
  }

  private int count() {
    return samples.get(0).length / pixels.shape().columns();
  }

  private Sheet sheet() {
    int rows = (count() + COLUMNS - 1) / COLUMNS;
    return new Sheet(rows, nearest == null ? COLUMNS : 2 * COLUMNS);
  }

  private BufferedImage draw(int index, String caption, Size size) {
    float[] its = samples.get(index);
    int numbers = pixels.shape().columns();
    Sheet sheet = sheet();
    float[] images = new float[sheet.images() * numbers];
    Arrays.fill(images, (float) pixels.range().white());
    float[] training = nearest == null ? its : nearest.of(its, count());
    int step = nearest == null ? 1 : 2;
    for (int i = 0; i < count(); i++) {
      System.arraycopy(its, i * numbers, images, step * i * numbers, numbers);
      if (nearest != null) {
        System.arraycopy(training, i * numbers, images, (step * i + 1) * numbers, numbers);
      }
    }
    Pixels laidOut = new Pixels(pixels.shape(), pixels.range(), sheet);
    return new ImageSheet(laidOut, images, caption, size).draw();
  }
}
