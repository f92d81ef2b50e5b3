// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** What an error goes back to: libraries wrap it in others that name themselves alone. */
public final class RootCause {
  private RootCause() {}

  /** The last cause of an error, or the error itself if it has none. */
  public static Throwable of(Throwable error) {
    Set<Throwable> met = Collections.newSetFromMap(new IdentityHashMap<>());
    Throwable cause = error;
    // Some go in a circle.
    while (cause.getCause() != null && met.add(cause)) {
      cause = cause.getCause();
    }
    return cause;
  }
}
