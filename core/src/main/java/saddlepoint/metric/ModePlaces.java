// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric;

/**
 * Twenty equally probable places around a mode of a mixture: the 4 quadrants of the offset times 5
 * rings, bounded by the quantiles of the Rayleigh distribution r_k = sd sqrt(-2 log(1 - k/5)), k =
 * 1 to 4; what is beyond lies in the outer ring.
 */
final class ModePlaces {
  private static final int QUADRANTS = 4;
  private static final int RINGS = 5;

  /** How many there are. */
  static final int COUNT = QUADRANTS * RINGS;

  private final Mixture mixture;
  private final double[] squaredEdges;

  ModePlaces(Mixture mixture) {
    this.mixture = mixture;
    double deviation = mixture.standardDeviation();
    squaredEdges = new double[RINGS - 1];
    for (int k = 1; k < RINGS; k++) {
      squaredEdges[k - 1] = -2 * deviation * deviation * StrictMath.log(1 - (double) k / RINGS);
    }
  }

  /** The place of a finite point around a mode, from 0. */
  int of(int mode, float x, float y) {
    Mixture.Mode centre = mixture.modes().get(mode);
    int quadrant = (x < centre.x() ? 0 : 1) + (y < centre.y() ? 0 : 2);
    return quadrant * RINGS + ring(centre.squaredDistance(x, y));
  }

  private int ring(double squaredDistance) {
    int ring = 0;
    while (ring < squaredEdges.length && squaredDistance > squaredEdges[ring]) {
      ring++;
    }
    return ring;
  }
}
