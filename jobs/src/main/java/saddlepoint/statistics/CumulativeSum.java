// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.statistics;

/**
 * A two-sided cumulative sum (Page 1954) of numbers that are standard normal and independent where
 * nothing drifts. What is within half a standard deviation of 0 pulls it down.
 */
public final class CumulativeSum {
  private static final double SLACK = 0.5;

  /** Siegmund's correction of the height for sums that are looked at in steps (1985). */
  private static final double OVERSHOOT = 1.166;

  /** One number tells no more than this: a rare event must not be a drift by itself. */
  private static final double MOST = 3;

  private double up;
  private double down;
  private int length;
  private int upSince;
  private int downSince;

  /** Adds the next number. */
  public void add(double z) {
    double bounded = Math.max(-MOST, Math.min(MOST, z));
    up = Math.max(0, up + bounded - SLACK);
    down = Math.max(0, down - bounded - SLACK);
    length++;
    upSince = up == 0 ? length : upSince;
    downSince = down == 0 ? length : downSince;
  }

  /** The height of the higher of both sums. */
  public double height() {
    return Math.max(up, down);
  }

  /** Whether what it sums up to is a rise. */
  public boolean isRise() {
    return up > down;
  }

  /** How many numbers stood before the present excursion began. */
  public int since() {
    return isRise() ? upSince : downSince;
  }

  /**
   * How often a number is the first to lift one of both sums to a height where nothing drifts: one
   * over the mean number of numbers until then, by Siegmund's approximation. At most 1.
   */
  public static double rate(double height) {
    double b = height + OVERSHOOT;
    double length = (Math.expm1(2 * SLACK * b) - 2 * SLACK * b) / (2 * SLACK * SLACK);
    return Math.min(1, 2 / length);
  }
}
