// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric;

import java.util.Locale;

/**
 * What small deviations from a point of the game do under gradient flow, told by the eigenvalues of
 * the Jacobian of (-dL_G / d theta, -dL_D / d psi) (Mescheder, Nowozin and Geiger 2017, "The
 * numerics of GANs").
 */
public enum GameStability {
  /** All real parts are negative: deviations die out. */
  SADDLE,
  /** The greatest real part is next to nothing beside the imaginary ones: deviations circle. */
  CYCLE,
  /** A real part is positive: deviations grow. */
  UNSTABLE,
  /** A direction in which nothing happens, and no circling. */
  FLAT;

  private static final double NEGLIGIBLE = 1e-3;

  /**
   * Tells by the greatest real and imaginary parts; parts count as nothing under a thousandth of
   * the greater of the two, or 1e-12.
   *
   * @param real greatest real part
   * @param imaginary greatest imaginary part, at least 0
   */
  public static GameStability of(double real, double imaginary) {
    double tolerance = Math.max(1e-12, NEGLIGIBLE * Math.max(Math.abs(real), imaginary));
    if (real > tolerance) {
      return UNSTABLE;
    }
    if (real < -tolerance) {
      return SADDLE;
    }
    return imaginary > tolerance ? CYCLE : FLAT;
  }

  /** In lower case, as tables have it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
