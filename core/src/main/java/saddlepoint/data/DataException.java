// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.data;

/** Data that cannot be read here; the message names the place and the remedy. */
public final class DataException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  /**
   * Data that cannot be read.
   *
   * @param message in one line
   * @param cause what reading threw, or null
   */
  public DataException(String message, Throwable cause) {
    super(message, cause);
  }
}
