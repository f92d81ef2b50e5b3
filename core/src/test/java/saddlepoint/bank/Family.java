// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.bank;

import java.util.List;

/** In which way a generator of the bank is wrong. */
enum Family {
  /** The whole is shifted. */
  SHIFT,
  /** The whole is spread by a factor. */
  SCALE,
  /** Modes are missing; on the line, which has one mode, a stretch. */
  DROPPED,
  /** Some samples come from elsewhere; of curves, some are none. */
  CONTAMINATION,
  /**
   * Too many samples lie at few places: on the line as few slots of noise make them, in the plane
   * in the middle of each mode.
   */
  SPIKES,
  /** Players that were trained, at any age. */
  TRAINED;

  /** Those whose magnitude is drawn. */
  static final List<Family> DRAWN = List.of(SHIFT, SCALE, DROPPED, CONTAMINATION, SPIKES);
}
