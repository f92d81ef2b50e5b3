// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.sweep;

import java.util.List;

/**
 * One ordered dimension of a grid.
 *
 * @param name a key, or the shorthand that sets it for both players
 * @param values raw values as the file has them, each valid for the recipe
 * @param place where the axis stands, for messages
 * @param depth how many files include the one of the place
 */
record Axis(String name, List<Object> values, String place, int depth) {
  Axis {
    values = List.copyOf(values);
  }

  Axis(String name, List<Object> values, String place) {
    this(name, values, place, 0);
  }
}
