// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.bank;

import java.util.Arrays;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import saddlepoint.data.ImageFolder;
import saddlepoint.data.ImagePart;
import saddlepoint.data.ImageSet;
import saddlepoint.recipe.ImageData;

/** Real images that wrong generators are made of. */
final class ImagePool {
  /** Images of a draw. */
  static final int ROWS = 2000;

  private static final int CLASSES = ImageFolder.CLASSES;

  private final Part training;
  private final Part test;

  ImagePool(ImageFolder folder) {
    training = Part.of(folder, ImagePart.TRAINING);
    test = Part.of(folder, ImagePart.TEST);
  }

  private record Part(ImageData data, ImageSet set) {
    static Part of(ImageFolder folder, ImagePart part) {
      return new Part(ImageData.labelled(folder, part), folder.read(part));
    }

    float[] images(int[] chosen) {
      float[] draws = new float[chosen.length];
      for (int i = 0; i < draws.length; i++) {
        draws[i] = chosen[i];
      }
      float[] images = new float[draws.length * data.columns()];
      data.fill(draws, draws.length, images, new int[draws.length]);
      return images;
    }

    /** Without putting back, as long as there are enough. */
    int[] choose(Random random, int count, IntPredicate wanted) {
      int[] all =
          IntStream.range(0, set.rows()).filter(i -> wanted.test(set.labels()[i])).toArray();
      int[] chosen = new int[count];
      for (int i = 0; i < count; i++) {
        int left = all.length - i % all.length;
        int at = random.nextInt(left);
        chosen[i] = all[at];
        all[at] = all[left - 1];
        all[left - 1] = chosen[i];
      }
      return chosen;
    }
  }

  int pixels() {
    return training.data.columns();
  }

  /** Images that nobody learns from. */
  float[] unseen(Random random, IntPredicate label) {
    return test.images(test.choose(random, ROWS, label));
  }

  /** Images that players learn from, of so many at most. */
  float[] copies(Random random, int most) {
    int[] some = training.choose(random, Math.min(most, ROWS), label -> true);
    return training.images(IntStream.range(0, ROWS).map(i -> some[i % some.length]).toArray());
  }

  /** The mean image of each class, in turn. */
  float[] classMeans() {
    float[] images = new float[ROWS * pixels()];
    for (int label = 0; label < CLASSES; label++) {
      int wanted = label;
      int[] its =
          IntStream.range(0, 2000).filter(i -> training.set.labels()[i] == wanted).toArray();
      float[] mean = mean(training.images(its));
      for (int row = label; row < ROWS; row += CLASSES) {
        System.arraycopy(mean, 0, images, row * pixels(), pixels());
      }
    }
    return images;
  }

  private float[] mean(float[] images) {
    float[] mean = new float[pixels()];
    int rows = images.length / pixels();
    for (int i = 0; i < images.length; i++) {
      mean[i % pixels()] += images[i] / rows;
    }
    return mean;
  }

  /** Means of so many images of one class. */
  float[] means(Random random, int of) {
    float[] images = new float[ROWS * pixels()];
    for (int label = 0; label < CLASSES; label++) {
      int wanted = label;
      int rows = ROWS / CLASSES;
      float[] some = test.images(test.choose(random, rows * of, it -> it == wanted));
      for (int row = 0; row < rows; row++) {
        float[] mean =
            mean(Arrays.copyOfRange(some, row * of * pixels(), (row + 1) * of * pixels()));
        System.arraycopy(mean, 0, images, (row * CLASSES + label) * pixels(), pixels());
      }
    }
    return images;
  }

  /** Means over three by three pixels. */
  float[] blurred(float[] images) {
    int width = training.set.width();
    int height = training.set.height();
    float[] blurred = new float[images.length];
    for (int at = 0; at < images.length; at++) {
      int image = at / pixels() * pixels();
      int y = (at - image) / width;
      int x = (at - image) % width;
      for (int dy = Math.max(0, y - 1); dy <= Math.min(height - 1, y + 1); dy++) {
        for (int dx = Math.max(0, x - 1); dx <= Math.min(width - 1, x + 1); dx++) {
          blurred[at] += images[image + dy * width + dx] / 9;
        }
      }
    }
    return blurred;
  }

  float[] shuffled(float[] images, Random random) {
    float[] shuffled = new float[images.length];
    int[] order = IntStream.range(0, ROWS).toArray();
    for (int row = 0; row < ROWS; row++) {
      int at = row + random.nextInt(ROWS - row);
      int chosen = order[at];
      order[at] = order[row];
      System.arraycopy(images, chosen * pixels(), shuffled, row * pixels(), pixels());
    }
    return shuffled;
  }
}
