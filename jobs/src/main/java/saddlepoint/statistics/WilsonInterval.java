// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.statistics;

import java.util.Locale;

/**
 * A share with Wilson's 95 % score interval.
 *
 * <p>For k of n with z the normal quantile of 0.975, the bounds are
 *
 * <pre>{@code (k + z^2/2 -+ z sqrt(k (n - k) / n + z^2/4)) / (n + z^2)}</pre>
 *
 * <p>exactly 0 for k = 0 and exactly 1 for k = n on that side. Source: E. B. Wilson, "Probable
 * inference, the law of succession, and statistical inference", J. Amer. Statist. Assoc. 22 (1927)
 * 209-212.
 *
 * <p>Non-finite values: none can occur.
 *
 * @param share k / n, in [0, 1]
 * @param low lower bound, in [0, share]
 * @param high upper bound, in [share, 1]
 */
public record WilsonInterval(double share, double low, double high) {
  /** The normal quantile of 0.975. */
  public static final double Z = 1.959963984540054;

  /**
   * The interval of a count.
   *
   * @param count k, from 0 to {@code trials}
   * @param trials n, at least 1
   * @throws IllegalArgumentException if a number is out of range
   */
  public static WilsonInterval of(long count, long trials) {
    if (trials < 1 || count < 0 || count > trials) {
      throw new IllegalArgumentException(
          count
              + " of "
              + trials
              + " is no share; the trials must be 1 or more and hold the count");
    }
    double n = trials;
    double centre = count + Z * Z / 2;
    double half = Z * Math.sqrt(count * (n - count) / n + Z * Z / 4);
    return new WilsonInterval(
        count / n,
        count == 0 ? 0 : (centre - half) / (n + Z * Z),
        count == trials ? 1 : (centre + half) / (n + Z * Z));
  }

  /**
   * The same in SQL, for a view.
   *
   * @param count an expression for k
   * @param trials an expression for n, which is never 0
   */
  public static String lowInSql(String count, String trials) {
    return String.format(
        Locale.ROOT, "IF(%1$s = 0, 0D, %3$s)", count, trials, bound("-", count, trials));
  }

  /** The upper bound, likewise. */
  public static String highInSql(String count, String trials) {
    return String.format(
        Locale.ROOT, "IF(%1$s = %2$s, 1D, %3$s)", count, trials, bound("+", count, trials));
  }

  private static String bound(String sign, String count, String trials) {
    return String.format(
        Locale.ROOT,
        "(%1$s + %4$s / 2 %3$s %5$s * sqrt(%1$s * (%2$s - %1$s) / %2$s + %4$s / 4)) / (%2$s + %4$s)",
        count,
        trials,
        sign,
        Z * Z + "D",
        Z + "D");
  }
}
