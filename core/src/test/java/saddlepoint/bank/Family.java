// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.bank;

/** In which way a generator of the bank is wrong. */
enum Family {
  /** The whole is shifted, by up to 2 standard deviations. */
  SHIFT,
  /** The whole is spread by a factor, up to 4 or down to 1/4. */
  SCALE,
  /** Modes are missing; on the line, which has one mode, a stretch of up to 60 %. */
  DROPPED,
  /** Up to half of the samples come from elsewhere. */
  CONTAMINATION
}
