// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric.image;

/**
 * Images of one class, of which the nearest to another image is sought in pixels. Means over small
 * squares bound the distance from below, so that most images need no closer look.
 */
final class NearestImages {
  private static final int SQUARE = 3;

  /** Pixels between two looks whether the distance is large enough. */
  private static final int AT_ONCE = 56;

  private static final int BYTE = 0xff;

  private final byte[] images;
  private final int count;
  private final int height;
  private final int width;
  private final int squares;

  /** Of each image, sums of a square's pixels over the root of how many there are. */
  private final Points coarse;

  /**
   * Images to be sought in.
   *
   * @param images [count, height, width], unsigned; not copied
   */
  NearestImages(byte[] images, int count, int height, int width) {
    this.images = images;
    this.count = count;
    this.height = height;
    this.width = width;
    squares = squares(height) * squares(width);
    float[] sums = new float[count * squares];
    for (int image = 0; image < count; image++) {
      coarse(numbers(images, image, height * width), sums, image * squares);
    }
    coarse = new Points(sums, count, squares);
  }

  /** An image's pixels as they are sought by, from 0 for black to 255 for white. */
  static float[] numbers(byte[] images, int image, int pixels) {
    float[] numbers = new float[pixels];
    for (int i = 0; i < pixels; i++) {
      numbers[i] = images[image * pixels + i] & BYTE;
    }
    return numbers;
  }

  private static int squares(int side) {
    return (side + SQUARE - 1) / SQUARE;
  }

  private void coarse(float[] image, float[] to, int at) {
    int[] pixels = new int[squares];
    for (int i = 0; i < height * width; i++) {
      int square = i / width / SQUARE * squares(width) + i % width / SQUARE;
      to[at + square] += image[i];
      pixels[square]++;
    }
    for (int square = 0; square < squares; square++) {
      to[at + square] /= (float) Math.sqrt(pixels[square]);
    }
  }

  /**
   * The distance of the nearest image.
   *
   * @param wanted [height, width], from 0 for black to 255 for white
   * @return Euclidean, of these numbers; infinite if there are no images
   */
  double distance(float[] wanted) {
    return distance(wanted, Double.POSITIVE_INFINITY);
  }

  /** The same, or something larger than {@code most} if that is not within it. */
  double distance(float[] wanted, double most) {
    float[] coarsely = new float[squares];
    coarse(wanted, coarsely, 0);
    float[] bounds = new float[count];
    int first = 0;
    coarse.squaredDistances(coarsely, 0, bounds);
    for (int image = 0; image < count; image++) {
      first = bounds[image] < bounds[first] ? image : first;
    }
    float nearest = Math.nextUp((float) (most * most));
    for (int i = 0; i < count; i++) {
      // The likeliest one first.
      int image = i == 0 ? first : i == first ? 0 : i;
      if (bounds[image] < nearest) {
        nearest = Math.min(nearest, squared(wanted, image, nearest));
      }
    }
    return nearest > most * most ? Double.POSITIVE_INFINITY : Math.sqrt(nearest);
  }

  /** Or some sum of at least {@code enough}. */
  private float squared(float[] wanted, int image, float enough) {
    int pixels = wanted.length;
    float sum = 0;
    for (int from = 0; from < pixels && sum < enough; from += AT_ONCE) {
      int to = Math.min(pixels, from + AT_ONCE);
      for (int i = from; i < to; i++) {
        float difference = wanted[i] - (images[image * pixels + i] & BYTE);
        sum += difference * difference;
      }
    }
    return sum;
  }
}
