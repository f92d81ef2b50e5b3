// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric.image;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Locale;

/**
 * Tells the class of a grey image: two convolutions of {@value #KERNEL} x {@value #KERNEL} pixels
 * with stride {@value #STRIDE} that stay inside the image (LeCun et al. 1998), and two dense
 * layers; all but the last with a rectifier. What the third layer makes of an image are its
 * features.
 *
 * <p>Answers depend on the image alone, to the bit: sums are taken in one order, whatever the
 * machine, and whichever images are asked about together. Immutable.
 */
public final class ImageClassifier {
  /** Sides of what an output of a convolution sees. */
  public static final int KERNEL = 5;

  /** Pixels between two outputs. */
  public static final int STRIDE = 2;

  /** With larger images all layers of a block would take too much memory. */
  private static final int MOST_SIDE = 128;

  /** Images whose numbers stand side by side. */
  private static final int BLOCK = 64;

  /** Terms that are summed before they are added. */
  private static final int TERMS = 4;

  private final Form form;
  private final float[] parameters;

  /**
   * Sides and widths.
   *
   * @param height of an image in pixels, 13 to 128
   * @param width likewise
   * @param first channels of the first convolution
   * @param second channels of the second
   * @param features numbers of the third layer
   * @param classes of images
   */
  public record Form(int height, int width, int first, int second, int features, int classes)
      implements Serializable {
    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if an image is too small or a layer is empty
     */
    public Form {
      int least = KERNEL + STRIDE * (KERNEL - 1);
      if (Math.min(height, width) < least) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "images must have sides of at least %d pixels, got %d x %d",
                least,
                height,
                width));
      }
      if (Math.min(first, second) < 1) {
        throw new IllegalArgumentException(
            "convolutions need channels, got " + first + " and " + second);
      }
      if (Math.max(height, width) > MOST_SIDE) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "images must have sides of at most %d pixels, got %d x %d",
                MOST_SIDE,
                height,
                width));
      }
      if (features < 1 || classes < 2) {
        throw new IllegalArgumentException(
            "a classifier needs features and two classes, got " + features + " and " + classes);
      }
    }

    /** The form that classifiers have where nobody says otherwise. */
    public static Form usual(int height, int width, int classes) {
      return new Form(height, width, 32, 64, 64, classes);
    }

    /** Pixels of an image. */
    public int pixels() {
      return height * width;
    }

    /**
     * Numbers that are learnt: weights before biases, layer by layer. Counted in doubles, so that
     * too many become the greatest int, not some small one.
     */
    public int parameters() {
      double flat = (double) side(side(height)) * side(side(width)) * second;
      return (int)
          (layer(KERNEL * KERNEL, first)
              + layer((double) KERNEL * KERNEL * first, second)
              + layer(flat, features)
              + layer(features, classes));
    }

    private static double layer(double in, int out) {
      return (in + 1) * out;
    }

    private int flat() {
      return side(side(height)) * side(side(width)) * second;
    }

    private static int side(int in) {
      return (in - KERNEL) / STRIDE + 1;
    }
  }

  /**
   * A classifier.
   *
   * @param parameters weights before biases, layer by layer; weights [(down, across, channels in),
   *     channels out] and [in, out]; not copied
   * @throws IllegalArgumentException if there are more or less than the form has
   */
  public ImageClassifier(Form form, float[] parameters) {
    if (parameters.length != form.parameters()) {
      throw new IllegalArgumentException(
          "a classifier of this form has "
              + form.parameters()
              + " parameters, got "
              + parameters.length);
    }
    this.form = form;
    this.parameters = parameters;
  }

  /** Sides and widths. */
  public Form form() {
    return form;
  }

  /** As the constructor takes them. */
  public float[] parameters() {
    return parameters.clone();
  }

  /**
   * What a classifier makes of images.
   *
   * @param features [rows, features], at least 0
   * @param logits [rows, classes]
   * @param classes [rows], the class of the greatest logit
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Answers(float[] features, float[] logits, int[] classes) {}

  /**
   * Asks about images.
   *
   * @param images [rows, height, width], 0 is black and 1 white; not modified
   */
  public Answers ask(float[] images, int rows) {
    float[] features = new float[rows * form.features()];
    float[] logits = new float[rows * form.classes()];
    int[] classes = new int[rows];
    Passes passes = new Passes();
    for (int from = 0; from < rows; from += BLOCK) {
      int count = Math.min(BLOCK, rows - from);
      passes.run(images, from, count);
      unpack(passes.features, features, from, count);
      unpack(passes.logits, logits, from, count);
    }
    for (int row = 0; row < rows; row++) {
      classes[row] = greatest(logits, row * form.classes());
    }
    return new Answers(features, logits, classes);
  }

  /** The first of the greatest. */
  private int greatest(float[] logits, int from) {
    int greatest = 0;
    for (int i = 1; i < form.classes(); i++) {
      greatest = logits[from + i] > logits[from + greatest] ? i : greatest;
    }
    return greatest;
  }

  private static void unpack(float[][] block, float[] to, int from, int count) {
    for (int row = 0; row < count; row++) {
      for (int column = 0; column < block.length; column++) {
        to[(from + row) * block.length + column] = block[column][row];
      }
    }
  }

  /**
   * Arrays of a block of images, [numbers of an image][images]: each number has an array of its
   * own, since the JIT compiler makes SIMD instructions of a loop only where it takes the same
   * indices of all arrays.
   */
  private final class Passes {
    private final int height = Form.side(form.height());
    private final int width = Form.side(form.width());
    private final float[][] pixels = new float[form.pixels()][BLOCK];
    private final float[][] first = new float[height * width * form.first()][BLOCK];
    private final float[][] second = new float[form.flat()][BLOCK];
    private final float[][] features = new float[form.features()][BLOCK];
    private final float[][] logits = new float[form.classes()][BLOCK];
    private int at;

    /** Images beyond the last keep what they had, which nobody reads. */
    void run(float[] images, int from, int count) {
      for (int row = 0; row < count; row++) {
        for (int pixel = 0; pixel < form.pixels(); pixel++) {
          pixels[pixel][row] = images[(from + row) * form.pixels() + pixel];
        }
      }
      at = 0;
      convolve(pixels, form.height(), form.width(), 1, first, form.first());
      convolve(first, height, width, form.first(), second, form.second());
      dense(second, features);
      rectify(features);
      dense(features, logits);
    }

    private void convolve(float[][] x, int inHeight, int inWidth, int in, float[][] y, int out) {
      int[] offsets = new int[KERNEL * KERNEL * in];
      for (int i = 0; i < offsets.length; i++) {
        int line = i / (KERNEL * in);
        offsets[i] = line * inWidth * in + i % (KERNEL * in);
      }
      int outWidth = Form.side(inWidth);
      for (int down = 0; down < Form.side(inHeight); down++) {
        for (int across = 0; across < outWidth; across++) {
          int seen = STRIDE * (down * inWidth + across) * in;
          affine(x, seen, offsets, y, (down * outWidth + across) * out, out);
        }
      }
      at += (int) Form.layer(offsets.length, out);
      rectify(y);
    }

    private void dense(float[][] x, float[][] y) {
      int[] offsets = new int[x.length];
      Arrays.setAll(offsets, i -> i);
      affine(x, 0, offsets, y, 0, y.length);
      at += (int) Form.layer(x.length, y.length);
    }

    /** y[to + o] = biases[o] + sum_i x[seen + offsets[i]] weights[i, o]. */
    private void affine(float[][] x, int seen, int[] offsets, float[][] y, int to, int out) {
      int biases = at + offsets.length * out;
      for (int o = 0; o < out; o++) {
        Arrays.fill(y[to + o], parameters[biases + o]);
      }
      int i = 0;
      for (; i + TERMS <= offsets.length; i += TERMS) {
        float[] x0 = x[seen + offsets[i]];
        float[] x1 = x[seen + offsets[i + 1]];
        float[] x2 = x[seen + offsets[i + 2]];
        float[] x3 = x[seen + offsets[i + 3]];
        for (int o = 0; o < out; o++) {
          add(x0, x1, x2, x3, at + i * out + o, out, y[to + o]);
        }
      }
      for (; i < offsets.length; i++) {
        for (int o = 0; o < out; o++) {
          add(x[seen + offsets[i]], parameters[at + i * out + o], y[to + o]);
        }
      }
    }

    private void add(
        float[] x0, float[] x1, float[] x2, float[] x3, int weight, int out, float[] y) {
      float w0 = parameters[weight];
      float w1 = parameters[weight + out];
      float w2 = parameters[weight + 2 * out];
      float w3 = parameters[weight + 3 * out];
      for (int b = 0; b < BLOCK; b++) {
        y[b] += x0[b] * w0 + x1[b] * w1 + x2[b] * w2 + x3[b] * w3;
      }
    }

    private static void add(float[] x, float weight, float[] y) {
      for (int b = 0; b < BLOCK; b++) {
        y[b] += x[b] * weight;
      }
    }

    private static void rectify(float[][] x) {
      for (float[] numbers : x) {
        for (int b = 0; b < BLOCK; b++) {
          numbers[b] = Math.max(numbers[b], 0);
        }
      }
    }
  }
}
