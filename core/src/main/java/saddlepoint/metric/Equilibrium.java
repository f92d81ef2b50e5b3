// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric;

import java.util.Locale;

/**
 * What the discriminator's figures are when the generator's distribution is that of the data and
 * the discriminator is the best for it.
 *
 * <p>Non-finite values: all three are NaN where a loss has no such point, see {@link #none()};
 * otherwise all are finite.
 *
 * @param d1 mean of D(x) over real samples
 * @param d2 mean of D(G(z)) over generated samples
 * @param v the score V = mean log D(x) + mean log(1 - D(G(z))), or -loss for least squares
 */
public record Equilibrium(double d1, double d2, double v) {

  /**
   * Checks the parameters.
   *
   * @throws IllegalArgumentException if some figures are finite and others are not
   */
  public Equilibrium {
    boolean none = Double.isNaN(d1) && Double.isNaN(d2) && Double.isNaN(v);
    if (!none && !(Double.isFinite(d1) && Double.isFinite(d2) && Double.isFinite(v))) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "The equilibrium is (%s, %s, %s); it must be three finite numbers, or"
                  + " Equilibrium.none()",
              d1,
              d2,
              v));
    }
  }

  /**
   * The equilibrium of the minimax loss, (1/2, 1/2, -log 4) (Goodfellow et al. 2014, theorem 1).
   *
   * <p>Non-finite values: none can occur.
   *
   * @return (0.5, 0.5, -1.386294…)
   */
  public static Equilibrium minimax() {
    return smoothed(1, 0);
  }

  /**
   * The equilibrium of the non-saturating loss. Only the generator's loss differs from minimax, so
   * it is the same point (Goodfellow et al. 2014, section 3).
   *
   * <p>Non-finite values: none can occur.
   *
   * @return (0.5, 0.5, -1.386294…)
   */
  public static Equilibrium nonSaturating() {
    return minimax();
  }

  /**
   * The equilibrium of cross-entropy with smoothed labels: D = (a + b) / 2 and V = log D + log(1 -
   * D) (Salimans et al. 2016, section 3.4, with equal densities). For random targets or flipped
   * labels, a and b are the expected targets, as the loss is linear in them.
   *
   * <p>Non-finite values: refused.
   *
   * @param realTarget the target a of real samples; 1 without smoothing
   * @param fakeTarget the target b of generated samples; 0 without smoothing
   * @return the equilibrium
   * @throws IllegalArgumentException if (a + b) / 2 is not strictly between 0 and 1
   */
  public static Equilibrium smoothed(double realTarget, double fakeTarget) {
    double d = (realTarget + fakeTarget) / 2;
    if (!(d > 0 && d < 1)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "The targets %s for real and %s for generated samples have the mean %s; cross-entropy"
                  + " needs one strictly between 0 and 1",
              realTarget,
              fakeTarget,
              d));
    }
    return new Equilibrium(d, d, StrictMath.log(d) + StrictMath.log1p(-d));
  }

  /**
   * The equilibrium of least squares: D = (a + b) / 2, and V stands for -loss = -(a - b)² / 4,
   * where loss = 0.5 [mean (D(x) - a)² + mean (D(G(z)) - b)²] (Mao et al. 2017).
   *
   * <p>Non-finite values: refused.
   *
   * @param realTarget the fixed target a of real samples, usually 1
   * @param fakeTarget the fixed target b of generated samples, usually 0
   * @return the equilibrium; (0.5, 0.5, -0.25) for targets 1 and 0
   * @throws IllegalArgumentException if a target is not finite
   */
  public static Equilibrium leastSquares(double realTarget, double fakeTarget) {
    Samples.requireFinite(realTarget, "The least-squares target of real samples");
    Samples.requireFinite(fakeTarget, "The least-squares target of generated samples");
    double d = (realTarget + fakeTarget) / 2;
    double difference = realTarget - fakeTarget;
    return new Equilibrium(d, d, -difference * difference / 4);
  }

  /**
   * For losses without a point where D and V settle, such as Wasserstein and BEGAN: nothing is ever
   * in its band.
   *
   * <p>Non-finite values: all three figures are NaN.
   *
   * @return (NaN, NaN, NaN)
   */
  public static Equilibrium none() {
    return new Equilibrium(Double.NaN, Double.NaN, Double.NaN);
  }

  /** Whether the loss has an equilibrium at all. */
  public boolean exists() {
    return !Double.isNaN(d1);
  }
}
