// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

/**
 * Something in a folder of tables that should not be there, or not like this.
 *
 * @param place full name of the file or folder
 * @param message what is wrong, and the remedy
 * @param isLoss whether something is gone that the same sweep trains again, and what is left is
 *     sound
 */
public record FolderProblem(String place, String message, boolean isLoss) {
  /** What a sweep cannot mend. */
  FolderProblem(String place, String message) {
    this(place, message, /* isLoss= */ false);
  }

  @Override
  public String toString() {
    return place + " " + message;
  }
}
