// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

import java.io.Serializable;

/**
 * Normal noise on everything that D sees while training (Sonderby et al. 2017).
 *
 * @param standardDeviation at step 0; 0 is none
 * @param steps over which it falls linearly to 0; 0 keeps it
 */
public record InstanceNoise(double standardDeviation, int steps) implements Serializable {
  /** Standard deviation at a step. */
  public double at(int step) {
    if (steps == 0) {
      return standardDeviation;
    }
    return standardDeviation * Math.max(0, 1 - (double) step / steps);
  }
}
