// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import saddlepoint.data.ImageFolder;
import saddlepoint.data.ImagePart;
import saddlepoint.data.ImageSet;
import saddlepoint.data.ImageSize;
import saddlepoint.metric.ImageReference;
import saddlepoint.metric.Metric;
import saddlepoint.metric.SampleMatch;
import saddlepoint.metric.image.ClassifierFile;
import saddlepoint.metric.image.ImageClassifier;
import saddlepoint.metric.image.ImageQuality;
import saddlepoint.metric.image.LabelledImages;
import saddlepoint.numerics.SplitMix;

/**
 * Grey images that are read, a pixel a column, row of pixels by row of pixels.
 *
 * @param folder of the set
 * @param part of the folder
 * @param mostRows how many images are used at most: the last ones of the file
 * @param order in which they are drawn
 * @param range of the pixels
 * @param isLabelled whether rows have the classes of the images
 * @param shrink side of the squares of pixels whose mean is one pixel; 1 leaves images as they are
 * @param sheet of the system's original
 */
public record ImageData(
    ImageFolder folder,
    ImagePart part,
    int mostRows,
    ImageOrder order,
    ImageRange range,
    boolean isLabelled,
    int shrink,
    Sheet sheet)
    implements Source, Judge {
  /** Fewer images are not judged by a classifier: their Frechet distance tells nothing. */
  public static final int FEWEST_COMPARED = 200;

  /** Classes of every set of images. */
  static final int CLASSES = ImageFolder.CLASSES;

  private static final double WHITE = 255;
  private static final int BYTE = 0xff;
  private static final int MOST_COMPARED = 2000;
  private static final int AT_ONCE = 1000;
  private static final Map<ImageData, ImageReference> REFERENCES = new ConcurrentHashMap<>();
  private static final Map<Compared, ImageQuality> QUALITIES = new ConcurrentHashMap<>();
  private static final Map<ImageData, Moments> MOMENTS = new ConcurrentHashMap<>();

  /**
   * Checks that images can be shrunk.
   *
   * @throws IllegalArgumentException if their sides are no multiples of {@code shrink}
   * @throws saddlepoint.data.DataException if the set cannot be read
   */
  public ImageData {
    ImageSize size = folder.size(part);
    if (size.height() % shrink != 0 || size.width() % shrink != 0) {
      throw new IllegalArgumentException(
          Keys.DATA_SHRINK.name()
              + " must divide the sides of the images, "
              + size.height()
              + " x "
              + size.width()
              + ", got "
              + shrink);
    }
  }

  static ImageData of(Settings settings, Sheet sheet) {
    return new ImageData(
        new ImageFolder(settings.get(Keys.DATA_PATH)),
        ImagePart.TRAINING,
        settings.get(Keys.DATA_ROWS),
        settings.get(Keys.DATA_ORDER),
        settings.get(Keys.DATA_RANGE),
        settings.get(Keys.LABELS) != LabelUse.NONE,
        settings.get(Keys.DATA_SHRINK),
        sheet);
  }

  /** All images of a part with their classes, from 0 for black to 1 for white. */
  public static ImageData labelled(ImageFolder folder, ImagePart part) {
    return new ImageData(
        folder,
        part,
        MOST_ROWS,
        ImageOrder.SHUFFLED,
        ImageRange.ZERO_TO_ONE,
        /* isLabelled= */ true,
        1,
        new Sheet(4, 4));
  }

  /** What the columns mean. */
  Shape shape() {
    ImageSize size = folder.size(part);
    return new Shape(1, size.height() / shrink, size.width() / shrink);
  }

  @Override
  public int columns() {
    return shape().columns();
  }

  @Override
  public Draw draw() {
    return switch (order) {
      case SHUFFLED -> Draw.INDEX;
      case FILE -> Draw.POSITION;
    };
  }

  @Override
  public int drawsPerRow() {
    return 1;
  }

  @Override
  public int size() {
    return Math.min(mostRows, folder.size(part).rows());
  }

  @Override
  public Optional<Source> unseen() {
    return Optional.of(
        new ImageData(folder, ImagePart.TEST, MOST_ROWS, order, range, isLabelled, shrink, sheet));
  }

  @Override
  public int classes() {
    return isLabelled ? CLASSES : 0;
  }

  /** Asked before anything is trained, so what is wrong with a classifier is told here too. */
  @Override
  public String fingerprint() {
    classifier();
    return folder.sha256();
  }

  @Override
  public void fill(float[] draws, int rows, float[] out, int[] labels) {
    ImageSet set = folder.read(part);
    int columns = columns();
    int skipped = set.rows() - size();
    float[] greys = greys();
    for (int row = 0; row < rows; row++) {
      int image = skipped + (int) draws[row];
      pixels(set, image, greys, out, row * columns);
      if (isLabelled) {
        labels[row] = set.labels()[image];
      }
    }
  }

  /** The pixel of each sum of greys that a square can have. */
  private float[] greys() {
    int dots = shrink * shrink;
    float[] greys = new float[dots * BYTE + 1];
    for (int sum = 0; sum < greys.length; sum++) {
      greys[sum] = (float) range.pixel(sum / (dots * WHITE));
    }
    return greys;
  }

  private void pixels(ImageSet set, int image, float[] greys, float[] out, int from) {
    int width = set.width();
    int start = image * set.height() * width;
    if (shrink == 1) {
      for (int i = 0; i < set.height() * width; i++) {
        out[from + i] = greys[set.pixels()[start + i] & BYTE];
      }
      return;
    }
    int to = from;
    for (int top = 0; top < set.height(); top += shrink) {
      for (int left = 0; left < width; left += shrink) {
        int sum = 0;
        for (int y = top; y < top + shrink; y++) {
          for (int x = left; x < left + shrink; x++) {
            sum += set.pixels()[start + y * width + x] & BYTE;
          }
        }
        out[to++] = greys[sum];
      }
    }
  }

  /** Rows of an evaluation, and of the real ones that it compares with. */
  int evaluationSamples() {
    return Math.min(size(), MOST_COMPARED);
  }

  @Override
  public Optional<Pixels> pixels() {
    return Optional.of(new Pixels(shape(), range, sheet));
  }

  @Override
  public SampleMatch.Yardstick yardstick() {
    return SampleMatch.Yardstick.of(reference());
  }

  @Override
  public double[] means() {
    return moments().means().clone();
  }

  @Override
  public double[] meanSquares() {
    return moments().meanSquares().clone();
  }

  /** Of each column over all images; asked for at every update of pre-training. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Moments(double[] means, double[] meanSquares) {}

  private Moments moments() {
    return MOMENTS.computeIfAbsent(
        this,
        it -> {
          int columns = columns();
          Moments moments = new Moments(new double[columns], new double[columns]);
          float[] draws = new float[Math.min(size(), AT_ONCE)];
          float[] images = new float[draws.length * columns];
          for (int from = 0; from < size(); from += draws.length) {
            int count = Math.min(draws.length, size() - from);
            for (int row = 0; row < count; row++) {
              draws[row] = from + row;
            }
            fill(draws, count, images, new int[count]);
            for (int i = 0; i < count * columns; i++) {
              double pixel = images[i];
              moments.means[i % columns] += pixel / size();
              moments.meanSquares[i % columns] += pixel * pixel / size();
            }
          }
          return moments;
        });
  }

  @Override
  public Map<Metric, Double> judge(float[] generated, int[] labels, int rows) {
    Map<Metric, Double> figures = new EnumMap<>(reference().figures(generated));
    quality()
        .flatMap(it -> greys(generated).map(greys -> it.figures(greys, isLabelled ? labels : null)))
        .ifPresent(figures::putAll);
    return figures;
  }

  @Override
  public Map<Metric, Double> examine(float[] generated, int rows) {
    return quality().flatMap(it -> greys(generated).map(it::examination)).orElse(Map.of());
  }

  /** Share of the images whose class a classifier tells. */
  public double accuracy(ImageClassifier classifier) {
    ImageSet set = folder.read(part);
    float[] images = new float[size() * columns()];
    float[] draws = new float[size()];
    for (int row = 0; row < draws.length; row++) {
      draws[row] = row;
    }
    int[] labels = new int[size()];
    fill(draws, size(), images, labels);
    int[] told = classifier.ask(greys(images).orElseThrow(), size()).classes();
    int right = 0;
    for (int row = 0; row < told.length; row++) {
      right += told[row] == set.labels()[set.rows() - size() + row] ? 1 : 0;
    }
    return right / (double) size();
  }

  @Override
  public Optional<String> trainedJudge() {
    return classifier().map(ClassifierFile::sha256);
  }

  /** What tells classes of these images as they are; of shrunk ones nothing does. */
  private Optional<ClassifierFile> classifier() {
    return shrink == 1 && evaluationSamples() >= FEWEST_COMPARED
        ? folder.classifier()
        : Optional.empty();
  }

  /** Which images a classifier compares others with; neither their order nor range tells. */
  private record Compared(ImageFolder folder, ImagePart part, int size) {}

  private Optional<ImageQuality> quality() {
    return classifier()
        .map(
            file ->
                QUALITIES.computeIfAbsent(
                    new Compared(folder, part, size()),
                    it ->
                        new ImageQuality(
                            file.classifier(),
                            greys(compared()).orElseThrow(),
                            evaluationSamples(),
                            copies())));
  }

  private ImageQuality.Copies copies() {
    return new ImageQuality.Copies() {
      @Override
      public LabelledImages training() {
        return labelled(folder.read(part), size());
      }

      @Override
      public LabelledImages unseen() {
        ImageSet test = folder.read(ImagePart.TEST);
        return labelled(test, Math.min(test.rows(), MOST_COMPARED));
      }
    };
  }

  /** The last images of a set. */
  private static LabelledImages labelled(ImageSet set, int count) {
    int pixels = set.height() * set.width();
    int skipped = set.rows() - count;
    if (skipped == 0) {
      return new LabelledImages(set.pixels(), set.labels(), set.height(), set.width(), CLASSES);
    }
    return new LabelledImages(
        Arrays.copyOfRange(set.pixels(), skipped * pixels, set.rows() * pixels),
        Arrays.copyOfRange(set.labels(), skipped, set.rows()),
        set.height(),
        set.width(),
        CLASSES);
  }

  /** From 0 for black to 1 for white, beyond is black or white; none if a number is not finite. */
  private Optional<float[]> greys(float[] images) {
    float[] greys = new float[images.length];
    float black = (float) range.black();
    float height = (float) (range.white() - range.black());
    for (int i = 0; i < greys.length; i++) {
      if (!Float.isFinite(images[i])) {
        return Optional.empty();
      }
      greys[i] = Math.min(Math.max((images[i] - black) / height, 0), 1);
    }
    return Optional.of(greys);
  }

  /**
   * The real images that generated ones are compared with: one of each of as many stretches of the
   * set, not always its first, since every thirtieth image of MNIST is of one kind of writers.
   */
  private float[] compared() {
    int rows = evaluationSamples();
    float[] draws = new float[rows];
    for (int row = 0; row < rows; row++) {
      long first = (long) row * size() / rows;
      long next = (row + 1L) * size() / rows;
      draws[row] = first + SplitMix.below(row, (int) (next - first));
    }
    float[] images = new float[rows * columns()];
    fill(draws, rows, images, new int[rows]);
    return images;
  }

  private ImageReference reference() {
    return REFERENCES.computeIfAbsent(
        this, it -> ImageReference.of(compared(), evaluationSamples(), columns()));
  }
}
