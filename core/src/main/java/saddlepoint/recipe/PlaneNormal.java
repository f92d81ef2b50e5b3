// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

import saddlepoint.numerics.ElementaryFunctions;

/**
 * Two independent standard normal numbers of two uniform ones: radius r = sqrt(-2 log(1 - u)) and
 * angle (v - 1/8) turns (Box and Muller 1958). Overwritten by the next draw; not thread safe.
 */
final class PlaneNormal {
  private float x;
  private float y;

  /** Makes the numbers of two uniform ones of [0, 1). */
  void draw(float u, float v) {
    float radius = ElementaryFunctions.sqrt(-2f * ElementaryFunctions.log(1f - u));
    float quarters = 4f * v;
    int quarter = (int) quarters;
    float offset = quarters - quarter - 0.5f;
    float cosine = ElementaryFunctions.cosineOfQuarterTurn(offset);
    float sine = ElementaryFunctions.sineOfQuarterTurn(offset);
    boolean isOdd = (quarter & 1) == 1;
    float across = isOdd ? sine : cosine;
    float up = isOdd ? cosine : sine;
    x = radius * (quarter == 1 || quarter == 2 ? -across : across);
    y = radius * (quarter >= 2 ? -up : up);
  }

  float x() {
    return x;
  }

  float y() {
    return y;
  }
}
