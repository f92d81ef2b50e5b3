// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

/** Says that a folder of tables was removed or replaced while somebody worked on it. */
public final class FolderGoneException extends TableException {
  private static final long serialVersionUID = 1;

  FolderGoneException(String message) {
    super(message);
  }
}
