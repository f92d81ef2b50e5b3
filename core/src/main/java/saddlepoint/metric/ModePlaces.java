// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric;

/**
 * Equally probable places around a mode of a mixture: the 4 quadrants of the offset times some
 * rings, bounded by quantiles of the Rayleigh distribution, r_k = sd sqrt(-2 log(1 - s k / rings)),
 * where s is the probability of all places together. What is beyond lies in no place.
 */
final class ModePlaces {
  private static final int QUADRANTS = 4;

  private final Mixture mixture;
  private final double[] squaredEdges;

  private ModePlaces(Mixture mixture, int rings, double share) {
    this.mixture = mixture;
    double deviation = mixture.standardDeviation();
    squaredEdges = new double[rings];
    for (int k = 1; k <= rings; k++) {
      squaredEdges[k - 1] =
          -2 * deviation * deviation * StrictMath.log(1 - share * ((double) k / rings));
    }
  }

  /** Twenty places, to which all points belong. */
  static ModePlaces wide(Mixture mixture) {
    return new ModePlaces(mixture, 5, 1);
  }

  /**
   * Forty places that end at a distance.
   *
   * @param reach in standard deviations
   */
  static ModePlaces within(Mixture mixture, double reach) {
    return new ModePlaces(mixture, 10, 1 - beyond(reach));
  }

  /** The probability of what is further from its mode, in standard deviations. */
  static double beyond(double reach) {
    return StrictMath.exp(-reach * reach / 2);
  }

  /** How many places a mode has. */
  int count() {
    return QUADRANTS * squaredEdges.length;
  }

  /** The place of a finite point around a mode, from 0; {@link #count} if it is in none. */
  int of(int mode, float x, float y) {
    Mixture.Mode centre = mixture.modes().get(mode);
    int ring = ring(centre.squaredDistance(x, y));
    if (ring == squaredEdges.length) {
      return count();
    }
    int quadrant = (x < centre.x() ? 0 : 1) + (y < centre.y() ? 0 : 2);
    return quadrant * squaredEdges.length + ring;
  }

  private int ring(double squaredDistance) {
    int ring = 0;
    while (ring < squaredEdges.length && squaredDistance > squaredEdges[ring]) {
      ring++;
    }
    return ring;
  }
}
