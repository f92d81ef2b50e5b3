// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import saddlepoint.data.ImageFolder;
import saddlepoint.data.ImagePart;
import saddlepoint.metric.ImageReference;
import saddlepoint.metric.Metric;
import saddlepoint.metric.SampleMatch;
import saddlepoint.metric.VerdictLimits;

/** What the plain figures of pixels tell of digits that are right, and of some that are not. */
class ImageFiguresTest {
  private static final int ROWS = 1000;
  private static final int COLUMNS = 784;
  private static final int CLASSES = 10;

  private static final ImageData DIGITS =
      new ImageData(
          new ImageFolder(ImageFolder.DIGITS),
          ImagePart.TRAINING,
          2 * ROWS,
          ImageOrder.FILE,
          ImageRange.ZERO_TO_ONE,
          false,
          1,
          new Sheet(4, 4));

  /** Every second digit, from one on. */
  private static float[] half(int first) {
    float[] draws = new float[ROWS];
    for (int row = 0; row < ROWS; row++) {
      draws[row] = first + 2 * row;
    }
    float[] images = new float[ROWS * COLUMNS];
    DIGITS.fill(draws, ROWS, images, new int[0]);
    return images;
  }

  private static float[] meansOfEight(float[] images) {
    float[] means = new float[images.length];
    for (int row = 0; row < ROWS; row++) {
      for (int i = 0; i < 8 * COLUMNS; i++) {
        int of = (row * 8 + i / COLUMNS) % ROWS;
        means[row * COLUMNS + i % COLUMNS] += images[of * COLUMNS + i % COLUMNS] / 8;
      }
    }
    return means;
  }

  /** The mean digit of each class, in turn. */
  private static float[] meanDigits(float[] images, int first) {
    byte[] labels = new ImageFolder(ImageFolder.DIGITS).read(ImagePart.TRAINING).labels();
    float[] means = new float[CLASSES * COLUMNS];
    int[] counts = new int[CLASSES];
    for (int row = 0; row < ROWS; row++) {
      counts[labels[first + 2 * row]]++;
    }
    for (int i = 0; i < images.length; i++) {
      int label = labels[first + 2 * (i / COLUMNS)];
      means[label * COLUMNS + i % COLUMNS] += images[i] / counts[label];
    }
    float[] all = new float[images.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = means[i / COLUMNS % CLASSES * COLUMNS + i % COLUMNS];
    }
    return all;
  }

  private static float[] ones(float[] images, int first) {
    byte[] labels = new ImageFolder(ImageFolder.DIGITS).read(ImagePart.TRAINING).labels();
    float[] ones = new float[images.length];
    int from = 0;
    for (int row = 0; row < ROWS; row++) {
      while (labels[first + 2 * from] != 1) {
        from = (from + 1) % ROWS;
      }
      System.arraycopy(images, from * COLUMNS, ones, row * COLUMNS, COLUMNS);
      from = (from + 1) % ROWS;
    }
    return ones;
  }

  private static float[] uniformNoise() {
    SplittableRandom random = new SplittableRandom(1);
    float[] noise = new float[ROWS * COLUMNS];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (float) random.nextDouble();
    }
    return noise;
  }

  @Test
  void onlyRealDigitsMatch() {
    ImageReference reference = ImageReference.of(half(0), ROWS, COLUMNS);
    float[] real = half(1);
    Map<String, float[]> cases = new LinkedHashMap<>();
    cases.put("real", real);
    cases.put("black", new float[real.length]);
    cases.put("noise", uniformNoise());
    cases.put("means of eight", meansOfEight(real));
    cases.put("ten mean digits", meanDigits(real, 1));
    cases.put("only ones", ones(real, 1));

    Map<String, Boolean> matches = new LinkedHashMap<>();
    Map<String, Boolean> collapsed = new LinkedHashMap<>();
    cases.forEach(
        (name, images) -> {
          Map<Metric, Double> figures = reference.figures(images);
          SampleMatch match =
              SampleMatch.of(figures, SampleMatch.Yardstick.of(reference), VerdictLimits.USUAL);
          assertThat(match.checks()).as(name).hasSize(2);
          matches.put(name, match.matches());
          collapsed.put(name, match.collapsed());
        });

    assertThat(matches).containsEntry("real", true);
    matches.remove("real");
    assertThat(matches.values()).as(matches.toString()).containsOnly(false);
    assertThat(collapsed).containsEntry("black", true).containsEntry("real", false);
  }
}
