// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric;

import java.io.Serializable;

/**
 * A spiral of one and a half turns in the plane, c(t) = scale (t cos t, t sin t) with t uniform
 * from 1.5 pi to 4.5 pi, and normal noise around it. Figures of its samples look at the nearest
 * point of the spiral: how far it is, and where on the way from the inner end (0) to the outer one
 * (1). They presuppose that the noise is narrow beside the distance of two turns, 2 pi scale.
 *
 * @param radius of the outer end, 4.5 pi scale, finite and greater than 0
 * @param standardDeviation of the noise in either direction, finite and greater than 0
 */
public record SwissRoll(double radius, double standardDeviation) implements Serializable {
  private static final double FIRST = 1.5 * Math.PI;
  private static final double LAST = 4.5 * Math.PI;
  private static final double TURN = 2 * Math.PI;
  private static final int STEPS = 8;
  private static final double LEAST_CURVATURE = 0.25;
  private static final int FEATURE_PARTS = 8;

  /**
   * Checks the parameters.
   *
   * @throws IllegalArgumentException if one is not finite and above 0
   */
  public SwissRoll {
    Samples.requirePositive(radius, "The radius of a Swiss roll");
    Samples.requirePositive(standardDeviation, "The standard deviation of a Swiss roll");
  }

  /**
   * Where a point is seen from the roll.
   *
   * @param place of the nearest point of the spiral, from 0 to 1
   * @param deviations its distance in standard deviations of the noise
   */
  record Foot(double place, double deviations) {}

  /** The first coordinate of the spiral at a place. */
  public double x(double place) {
    double t = FIRST + (LAST - FIRST) * place;
    return radius / LAST * t * StrictMath.cos(t);
  }

  /** The second coordinate of the spiral at a place. */
  public double y(double place) {
    double t = FIRST + (LAST - FIRST) * place;
    return radius / LAST * t * StrictMath.sin(t);
  }

  /** Of a finite point: the best of one minimum a turn, each by Newton's method. */
  Foot foot(float x, float y) {
    double scale = radius / LAST;
    double toX = x / scale;
    double toY = y / scale;
    double angle = StrictMath.atan2(toY, toX);
    double least = Double.POSITIVE_INFINITY;
    double best = FIRST;
    for (double start = angle; start < LAST + TURN; start += TURN) {
      double t = within(start);
      for (int step = 0; step < STEPS; step++) {
        double cosine = StrictMath.cos(t);
        double sine = StrictMath.sin(t);
        double slopeX = cosine - t * sine;
        double slopeY = sine + t * cosine;
        double offX = t * cosine - toX;
        double offY = t * sine - toY;
        double along = offX * slopeX + offY * slopeY;
        double squaredSpeed = 1 + t * t;
        double bend = offY * (cosine + slopeX) - offX * (sine + slopeY);
        // Held up where the distance has no minimum, near the centre of the bend.
        t = within(t - along / Math.max(squaredSpeed + bend, LEAST_CURVATURE * squaredSpeed));
      }
      double distance = StrictMath.hypot(t * StrictMath.cos(t) - toX, t * StrictMath.sin(t) - toY);
      if (distance < least) {
        least = distance;
        best = t;
      }
    }
    return new Foot((best - FIRST) / (LAST - FIRST), least * scale / standardDeviation);
  }

  private static double within(double t) {
    return Math.min(LAST, Math.max(FIRST, t));
  }

  /**
   * Points as their distance from the spiral in standard deviations, a category an eighth of it.
   *
   * <p>Non-finite values: a point that is not finite has the distance NaN and the first category.
   *
   * @param points [rows, 2]; not modified
   */
  public Features features(float[] points, int rows) {
    Samples.requirePlane(points, rows);
    int[] category = new int[rows];
    float[] distance = new float[rows];
    for (int row = 0; row < rows; row++) {
      float x = points[2 * row];
      float y = points[2 * row + 1];
      if (!Float.isFinite(x) || !Float.isFinite(y)) {
        distance[row] = Float.NaN;
        continue;
      }
      Foot foot = foot(x, y);
      category[row] = part(foot.place(), FEATURE_PARTS);
      distance[row] = (float) foot.deviations();
    }
    return new Features(FEATURE_PARTS, category, distance);
  }

  /** Which of equal parts a number of [0, 1] is in. */
  static int part(double share, int parts) {
    return Math.min((int) (share * parts), parts - 1);
  }

  /** Of the noise across the spiral up to a reach, the share within so many standard deviations. */
  static double share(double deviations, double reach) {
    double all = 2 * StandardNormal.cumulative(reach) - 1;
    return (2 * StandardNormal.cumulative(deviations) - 1) / all;
  }
}
