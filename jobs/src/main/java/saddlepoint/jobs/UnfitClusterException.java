// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

/** The cluster cannot train what is asked for; nothing was trained. The message has the remedy. */
public final class UnfitClusterException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** With the remedy in the message. */
  public UnfitClusterException(String message) {
    super(message);
  }

  /** With the remedy in the message, and what the cluster said. */
  public UnfitClusterException(String message, Throwable cause) {
    super(message, cause);
  }
}
