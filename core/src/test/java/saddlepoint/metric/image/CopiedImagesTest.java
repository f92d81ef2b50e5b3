// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CopiedImagesTest {
  private static final int SIDE = 13;
  private static final int PIXELS = SIDE * SIDE;
  private static final int ROWS = 200;

  /** Of images of a dark class; those of a bright one are up to 255. */
  private static final int DARK = 20;

  /** Images whose pixels know nothing of each other: dark ones of class 0, bright ones of 1. */
  private static LabelledImages images(int randomSeed) {
    byte[] pixels = RandomNumbers.pixels(ROWS * PIXELS, 256, randomSeed);
    byte[] dark = RandomNumbers.pixels(ROWS * PIXELS, DARK, randomSeed);
    byte[] labels = new byte[ROWS];
    for (int row = 0; row < ROWS; row++) {
      labels[row] = (byte) (row % 2);
      if (labels[row] == 0) {
        System.arraycopy(dark, row * PIXELS, pixels, row * PIXELS, PIXELS);
      }
    }
    return new LabelledImages(pixels, labels, SIDE, SIDE, 2);
  }

  private static float[] greys(LabelledImages images) {
    float[] greys = new float[images.pixels().length];
    for (int i = 0; i < greys.length; i++) {
      greys[i] = (images.pixels()[i] & 0xff) / 255f;
    }
    return greys;
  }

  private static int[] classes(LabelledImages images) {
    int[] classes = new int[images.rows()];
    for (int row = 0; row < classes.length; row++) {
      classes[row] = images.labels()[row];
    }
    return classes;
  }

  private final LabelledImages training = images(1);
  private final CopiedImages copied = CopiedImages.of(training, images(2));

  @Test
  void copiesAreFound() {
    assertThat(copied.share(greys(training), classes(training), ROWS)).isEqualTo(1);
  }

  @Test
  void copiesWithALittleNoiseAreFound() {
    float[] images = greys(training);
    float[] noise = RandomNumbers.normal(images.length, 3);
    for (int i = 0; i < images.length; i++) {
      images[i] += 0.005f * noise[i];
    }

    assertThat(copied.share(images, classes(training), ROWS)).isEqualTo(1);
  }

  /** Dark ones among them, which are nearer to each other than any bright one to a bright one. */
  @Test
  void ofHonestImagesAHundredthIsNear() {
    LabelledImages honest = images(4);

    assertThat(copied.share(greys(honest), classes(honest), ROWS)).isCloseTo(0.01, within(0.03));
  }

  @Test
  void onlyTheFirstRowsAreLookedAt() {
    LabelledImages honest = images(4);
    float[] images = greys(honest);
    System.arraycopy(greys(training), 0, images, 0, ROWS / 2 * PIXELS);

    assertThat(copied.share(images, classes(training), ROWS / 2)).isEqualTo(1);
    assertThat(copied.share(images, classes(training), ROWS)).isCloseTo(0.5, within(0.03));
  }

  /** Only training images of the class that an image is told to be of are compared with it. */
  @Test
  void aCopyOfAnotherClassIsNone() {
    int[] others = classes(training);
    for (int row = 0; row < ROWS; row++) {
      others[row] = 1 - others[row];
    }

    assertThat(copied.share(greys(training), others, ROWS)).isZero();
  }

  @Test
  void withoutHonestOrTrainingImagesOfAClassNoneIsACopy() {
    int[] first = new int[ROWS];
    LabelledImages one = images(1).of(1);
    assertThat(CopiedImages.of(training, one).share(greys(training), first, ROWS)).isZero();
    assertThat(CopiedImages.of(one, images(2)).share(greys(training), first, ROWS)).isZero();
  }

  @Test
  void imagesOfOneClassAreThoseOfItsLabel() {
    LabelledImages images =
        new LabelledImages(new byte[] {1, 2, 3, 4, 5, 6}, new byte[] {2, 0, 2}, 1, 2, 3);

    LabelledImages its = images.of(2);

    assertThat(its.pixels()).containsExactly(1, 2, 5, 6);
    assertThat(its.labels()).containsExactly(2, 2);
    assertThat(its.rows()).isEqualTo(2);
    assertThat(images.of(1).rows()).isZero();
  }
}
