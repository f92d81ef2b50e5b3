// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

/** What is asked for is right but cannot run here; the message says what to do about it. */
public final class CannotRunException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** With the remedy in the message. */
  public CannotRunException(String message) {
    super(message);
  }

  /** With the remedy in the message, and what was met. */
  public CannotRunException(String message, Throwable cause) {
    super(message, cause);
  }
}
