// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** Results of other threads. */
public final class Futures {
  private Futures() {}

  /**
   * Waits for a result; what its work threw is thrown here, as it is.
   *
   * @param checked the checked exception that the work may throw; {@code RuntimeException} if none
   * @throws InterruptedException if this thread is interrupted while it waits
   */
  public static <T, X extends Exception> T get(Future<T> future, Class<X> checked)
      throws X, InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (checked.isInstance(cause)) {
        throw checked.cast(cause);
      }
      if (cause instanceof RuntimeException unchecked) {
        throw unchecked;
      }
      if (cause instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(cause);
    }
  }
}
