// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

/**
 * Something in a folder of tables that should not be there, or not like this.
 *
 * @param place full name of the file or folder
 * @param message what is wrong, and the remedy
 */
public record FolderProblem(String place, String message) {
  @Override
  public String toString() {
    return place + " " + message;
  }
}
