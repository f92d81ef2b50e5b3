// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.statistics;

/**
 * The difference of two independent shares with a 95 % interval.
 *
 * <p>With Wilson's bounds l and u of each share p, the interval of d = p1 - p2 is
 *
 * <pre>{@code d - sqrt((p1 - l1)^2 + (u2 - p2)^2)  to  d + sqrt((u1 - p1)^2 + (p2 - l2)^2)}</pre>
 *
 * <p>Source: R. G. Newcombe, "Interval estimation for the difference between independent
 * proportions: comparison of eleven methods", Statistics in Medicine 17 (1998) 873-890, method 10.
 *
 * <p>Non-finite values: none can occur.
 *
 * @param difference p1 - p2, in [-1, 1]
 * @param low lower bound, in [-1, difference]
 * @param high upper bound, in [difference, 1]
 */
public record NewcombeDifference(double difference, double low, double high) {
  /** The first share less the second. */
  public static NewcombeDifference of(WilsonInterval first, WilsonInterval second) {
    double difference = first.share() - second.share();
    return new NewcombeDifference(
        difference,
        difference - Math.hypot(first.share() - first.low(), second.high() - second.share()),
        difference + Math.hypot(first.high() - first.share(), second.share() - second.low()));
  }
}
