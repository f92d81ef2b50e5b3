// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric;

/**
 * The neighbourhood of an equilibrium in which the discriminator looks undecided.
 *
 * @param equilibrium its centre
 * @param discriminatorTolerance greatest distance of mean D(x) and of mean D(G(z)), at least 0
 * @param scoreTolerance greatest distance of the score V, at least 0
 */
public record Band(Equilibrium equilibrium, double discriminatorTolerance, double scoreTolerance) {

  private static final double DEFAULT_TOLERANCE = 0.05;

  /**
   * Checks the parameters.
   *
   * @throws IllegalArgumentException if a tolerance is negative or not finite
   */
  public Band {
    requireTolerance(discriminatorTolerance, "discriminator");
    requireTolerance(scoreTolerance, "score");
  }

  /**
   * The band of 0.05 on every side, this product's default.
   *
   * <p>Non-finite values: an equilibrium that does not exist has an empty band.
   */
  public static Band around(Equilibrium equilibrium) {
    return new Band(equilibrium, DEFAULT_TOLERANCE, DEFAULT_TOLERANCE);
  }

  /**
   * Whether |d1 - d1*|, |d2 - d2*| and |v - v*| are all at most their tolerance.
   *
   * <p>Non-finite values: false if any figure is not finite or there is no equilibrium.
   *
   * @param d1 mean of D(x)
   * @param d2 mean of D(G(z))
   * @param v the score
   */
  public boolean contains(double d1, double d2, double v) {
    return Math.abs(d1 - equilibrium.d1()) <= discriminatorTolerance
        && Math.abs(d2 - equilibrium.d2()) <= discriminatorTolerance
        && Math.abs(v - equilibrium.v()) <= scoreTolerance;
  }

  private static void requireTolerance(double tolerance, String name) {
    if (!(tolerance >= 0) || Double.isInfinite(tolerance)) {
      throw new IllegalArgumentException(
          "The " + name + " tolerance is " + tolerance + "; it must be finite and at least 0");
    }
  }
}
