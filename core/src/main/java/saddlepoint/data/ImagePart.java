// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.data;

/** Which images of a set: those to train on, or those kept apart. */
public enum ImagePart {
  /** To train on. */
  TRAINING("train"),
  /** To test with. */
  TEST("t10k");

  private final String prefix;

  ImagePart(String prefix) {
    this.prefix = prefix;
  }

  /** The name of the file of images, unpacked. */
  String images() {
    return prefix + "-images-idx3-ubyte";
  }

  /** The name of the file of labels, unpacked. */
  String labels() {
    return prefix + "-labels-idx1-ubyte";
  }
}
