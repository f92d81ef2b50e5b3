// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric.image;

import java.util.Arrays;

/**
 * Tells copies of training images: an image is one if a training image of its class is nearer, in
 * pixels, than {@value #QUANTILE} of honest images of the class have theirs. The limit is of the
 * class, since those of thin strokes are all near each other.
 */
final class CopiedImages {
  private static final double QUANTILE = 0.01;
  private static final float WHITE = 255;

  private final NearestImages[] training;
  private final double[] limits;

  private CopiedImages(NearestImages[] training, double[] limits) {
    this.training = training;
    this.limits = limits;
  }

  /**
   * Learns the limits.
   *
   * @param training images with their classes
   * @param unseen real images that are none of these, with theirs
   */
  static CopiedImages of(LabelledImages training, LabelledImages unseen) {
    int classes = training.classes();
    int pixels = training.height() * training.width();
    NearestImages[] nearest = new NearestImages[classes];
    double[] limits = new double[classes];
    for (int index = 0; index < classes; index++) {
      LabelledImages its = training.of(index);
      nearest[index] = new NearestImages(its.pixels(), its.rows(), its.height(), its.width());
      LabelledImages honest = unseen.of(index);
      double[] distances = new double[honest.rows()];
      for (int row = 0; row < distances.length; row++) {
        distances[row] =
            nearest[index].distance(NearestImages.numbers(honest.pixels(), row, pixels));
      }
      Arrays.sort(distances);
      limits[index] = distances.length == 0 ? 0 : distances[(int) (QUANTILE * distances.length)];
    }
    return new CopiedImages(nearest, limits);
  }

  /**
   * The share of copies.
   *
   * @param images [.., height, width], 0 is black and 1 white
   * @param classes [..]
   * @param rows of these, the first, that are looked at
   */
  double share(float[] images, int[] classes, int rows) {
    int pixels = images.length / classes.length;
    float[] image = new float[pixels];
    int copied = 0;
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < pixels; i++) {
        image[i] = WHITE * images[row * pixels + i];
      }
      int its = classes[row];
      copied += training[its].distance(image, limits[its]) < limits[its] ? 1 : 0;
    }
    return copied / (double) rows;
  }
}
