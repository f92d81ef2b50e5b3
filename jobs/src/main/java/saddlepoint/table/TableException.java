// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

/** The tables cannot be used as they are; the message names the place and the remedy. */
public class TableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** With the remedy in the message. */
  public TableException(String message) {
    super(message);
  }

  /** With the remedy in the message and what the file system said as the cause. */
  public TableException(String message, Throwable cause) {
    super(message, cause);
  }
}
