// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

/** What convolutions see beyond an image. */
public enum Padding implements Choice {
  /** Zeros, so that there are as many outputs as pixels. */
  SAME,
  /** Nothing after the first convolution, which has zeros: images shrink by the kernel less 1. */
  VALID
}
