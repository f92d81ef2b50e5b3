// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.bank;

import java.util.List;

/** What the discriminator of a pair is. */
enum Opponent {
  /** D* for this generator. */
  OPTIMAL,
  /** 1/2 everywhere. */
  CONSTANT,
  /** D* for a generator that was shifted by one standard deviation. */
  STALE,
  /** D* with an error of its logit that is a function of the place. */
  NOISY,
  /** The one that the generator was trained with. */
  OWN;

  /** Those that are functions of the densities. */
  static final List<Opponent> KNOWN = List.of(OPTIMAL, CONSTANT, STALE, NOISY);
}
