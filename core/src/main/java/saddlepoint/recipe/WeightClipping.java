// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

import java.io.Serializable;

/**
 * Holds every parameter of D in [-bound, bound] (Arjovsky et al. 2017).
 *
 * @param bound at least 0; 0 holds nothing
 */
public record WeightClipping(double bound, ClippingTime time) implements Serializable {
  static final WeightClipping NONE = new WeightClipping(0, ClippingTime.AFTER_UPDATE);

  /** Whether anything is held at a time. */
  public boolean isDue(ClippingTime now) {
    return bound > 0 && time == now;
  }
}
