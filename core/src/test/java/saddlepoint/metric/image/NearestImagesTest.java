// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestImagesTest {
  private static final int COUNT = 60;
  private static final int WANTED = 20;

  /** The same by looking at each. */
  private static double distance(byte[] images, int count, float[] wanted) {
    double nearest = Double.POSITIVE_INFINITY;
    for (int image = 0; image < count; image++) {
      double sum = 0;
      for (int i = 0; i < wanted.length; i++) {
        double difference = wanted[i] - (images[image * wanted.length + i] & 0xff);
        sum += difference * difference;
      }
      nearest = Math.min(nearest, Math.sqrt(sum));
    }
    return nearest;
  }

  private static float[] wanted(int pixels, int randomSeed) {
    float[] wanted = RandomNumbers.uniform(pixels, randomSeed);
    for (int i = 0; i < pixels; i++) {
      wanted[i] *= 255;
    }
    return wanted;
  }

  @ParameterizedTest
  @CsvSource({"1,1", "2,5", "13,14", "9,3", "28,28"})
  void theNearestIsThatOfAllThatAreLookedAt(int height, int width) {
    int pixels = height * width;
    byte[] images = RandomNumbers.pixels(COUNT * pixels, 256, 1);
    NearestImages nearest = new NearestImages(images, COUNT, height, width);
    for (int i = 0; i < WANTED; i++) {
      float[] wanted = wanted(pixels, i + 2);

      double expected = distance(images, COUNT, wanted);

      assertThat(nearest.distance(wanted)).isCloseTo(expected, withinPercentage(1e-3));
      assertThat(nearest.distance(wanted, 1.001 * expected))
          .isCloseTo(expected, withinPercentage(1e-3));
      assertThat(nearest.distance(wanted, 0.999 * expected))
          .as("not within the limit")
          .isGreaterThan(0.999 * expected);
    }
  }

  /** Means of squares are all that images of one grey have, so the bound is the distance. */
  @Test
  void theBoundMayBeReached() {
    int pixels = 7 * 8;
    byte[] images = new byte[256 / 5 * pixels];
    for (int i = 0; i < images.length; i++) {
      images[i] = (byte) (i / pixels * 5);
    }
    NearestImages nearest = new NearestImages(images, 256 / 5, 7, 8);
    float[] wanted = new float[pixels];
    Arrays.fill(wanted, 101);

    assertThat(nearest.distance(wanted)).isCloseTo(Math.sqrt(pixels), withinPercentage(1e-3));
  }

  /** One with the means of what is wanted, and others of which the first is nearest. */
  @Test
  void theLikeliestImageNeedNotBeTheNearest() {
    byte[] images = new byte[4 * 9];
    float[] wanted = new float[9];
    for (int i = 0; i < 9; i++) {
      wanted[i] = 100;
      images[i] = 101;
      images[9 + i] = 104;
      images[18 + i] = (byte) (100 + 40 * (i % 3 - 1));
      images[27 + i] = 103;
    }

    assertThat(new NearestImages(images, 4, 3, 3).distance(wanted)).isEqualTo(3);
  }

  @Test
  void theImageItselfIsAtNoDistance() {
    byte[] images = RandomNumbers.pixels(COUNT * 25, 256, 1);
    NearestImages nearest = new NearestImages(images, COUNT, 5, 5);
    float[] itself = NearestImages.numbers(images, 17, 25);

    assertThat(nearest.distance(itself)).isZero();
    assertThat(nearest.distance(itself, 0)).isZero();
  }

  @Test
  void pixelsAreUnsigned() {
    assertThat(NearestImages.numbers(new byte[] {0, 1, 127, (byte) 128, -1, 3}, 1, 3))
        .containsExactly(128, 255, 3);
  }

  @Test
  void noImageIsNear() {
    NearestImages nearest = new NearestImages(new byte[0], 0, 5, 5);

    assertThat(nearest.distance(new float[25])).isInfinite();
    assertThat(nearest.distance(new float[25], 7)).isInfinite();
  }
}
