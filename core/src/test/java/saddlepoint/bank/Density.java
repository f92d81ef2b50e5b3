// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.bank;

/**
 * A generator of known distribution.
 *
 * <p>A point is an array of one or two coordinates.
 */
interface Density {
  /** Density at a point. */
  double at(double[] x);

  /**
   * The point of some uniform numbers.
   *
   * @param u three numbers in (0, 1)
   */
  double[] draw(double[] u);
}
