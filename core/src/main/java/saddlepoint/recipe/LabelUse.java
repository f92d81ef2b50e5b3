// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

/** What becomes of the classes of images. */
public enum LabelUse implements Choice {
  /** Nothing: nobody sees them. */
  NONE,
  /** Both players see them beside what they are given (Mirza and Osindero 2014). */
  CONCATENATED,
  /** G sees them, and D tells them (Odena et al. 2016). */
  AUXILIARY
}
