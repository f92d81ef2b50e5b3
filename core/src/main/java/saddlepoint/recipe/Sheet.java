// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

import java.io.Serializable;

/**
 * How a system's original lays its generated images out.
 *
 * @param rows of images, at least 1
 * @param columns of images, at least 1
 * @param besideReal whether, where there are classes, each has a column of its own, with the same
 *     noise in all columns, and to the right of a white column stand as many of real images, in the
 *     order of their classes
 */
public record Sheet(int rows, int columns, boolean besideReal) implements Serializable {
  /** Generated images alone. */
  public Sheet(int rows, int columns) {
    this(rows, columns, false);
  }

  /** How many images it has. */
  public int images() {
    return rows * columns;
  }
}
