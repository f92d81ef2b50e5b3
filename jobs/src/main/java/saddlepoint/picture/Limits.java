// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.picture;

/** The part of the plane that a picture shows. */
record Limits(double left, double right, double bottom, double top) {
  /** The abscissa at a share of the width, 0 at the left. */
  double x(double share) {
    return left + share * (right - left);
  }

  /** The ordinate at a share of the height, 0 at the bottom. */
  double y(double share) {
    return bottom + share * (top - bottom);
  }

  /** Whether a point is inside; one that is not finite is not. */
  boolean contain(double x, double y) {
    return x >= left && x <= right && y >= bottom && y <= top;
  }
}
