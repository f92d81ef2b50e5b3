// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine;

/** What an error goes back to: libraries wrap it in others that name themselves alone. */
public final class RootCause {
  private RootCause() {}

  /** The last cause of an error, or the error itself if it has none. */
  public static Throwable of(Throwable error) {
    Throwable cause = error;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }
}
