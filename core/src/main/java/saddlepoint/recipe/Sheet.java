// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

import java.io.Serializable;

/**
 * How a system's original lays its generated images out.
 *
 * @param rows of images, at least 1
 * @param columns of images, at least 1
 */
public record Sheet(int rows, int columns) implements Serializable {
  /** How many images it has. */
  public int images() {
    return rows * columns;
  }
}
