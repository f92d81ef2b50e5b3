// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.data;

import java.io.IOException;
import java.security.MessageDigest;

/**
 * Grey images of one size, each with the number of its class. The arrays are not copied.
 *
 * @param rows images, at least 1
 * @param height of an image
 * @param width of an image
 * @param pixels [rows, height, width], unsigned, 0 is black
 * @param labels [rows], each from 0 to below the number of classes
 */
@SuppressWarnings("ArrayRecordComponent")
public record ImageSet(int rows, int height, int width, byte[] pixels, byte[] labels) {
  private static final int BYTE = 0xff;

  /**
   * Puts images and labels together.
   *
   * @param place of both files, for messages
   * @param images of three dimensions
   * @param labels of one dimension
   * @param classes that labels may name
   * @throws IOException naming what does not fit
   */
  public static ImageSet of(String place, Idx images, Idx labels, int classes) throws IOException {
    int[] sizes = images.sizes();
    if (sizes[0] != labels.sizes()[0]) {
      throw new IOException(
          place
              + " must have a label for each image, got "
              + sizes[0]
              + " images and "
              + labels.sizes()[0]
              + " labels; fetch both files again");
    }
    if (images.values().length == 0) {
      throw new IOException(
          place
              + " must have images, got "
              + sizes[0]
              + " of "
              + sizes[1]
              + " x "
              + sizes[2]
              + " pixels");
    }
    for (int row = 0; row < sizes[0]; row++) {
      int label = labels.values()[row] & BYTE;
      if (label >= classes) {
        throw new IOException(
            place
                + " must have labels from 0 to "
                + (classes - 1)
                + ", got "
                + label
                + " at image "
                + row
                + ", counted from 0");
      }
    }
    return new ImageSet(sizes[0], sizes[1], sizes[2], images.values(), labels.values());
  }

  /** Adds what the files of images and labels hold, unpacked. */
  void update(MessageDigest digest) {
    digest.update(Idx.head(rows, height, width));
    digest.update(pixels);
    digest.update(Idx.head(rows));
    digest.update(labels);
  }
}
