// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric.image;

/**
 * Grey images, each of a class.
 *
 * @param pixels [rows, height, width], unsigned, 0 is black
 * @param labels [rows], each from 0 to below {@code classes}
 */
@SuppressWarnings("ArrayRecordComponent")
public record LabelledImages(byte[] pixels, byte[] labels, int height, int width, int classes) {
  int rows() {
    return labels.length;
  }

  /** Those of one class. */
  LabelledImages of(int wanted) {
    int count = 0;
    for (byte label : labels) {
      count += label == wanted ? 1 : 0;
    }
    int size = height * width;
    byte[] its = new byte[count * size];
    byte[] same = new byte[count];
    int at = 0;
    for (int row = 0; row < rows(); row++) {
      if (labels[row] == wanted) {
        System.arraycopy(pixels, row * size, its, at * size, size);
        same[at] = (byte) wanted;
        at++;
      }
    }
    return new LabelledImages(its, same, height, width, classes);
  }
}
