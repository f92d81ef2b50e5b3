// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import saddlepoint.table.Futures;

/**
 * Something that is worked out while its starter goes on.
 *
 * @param <T> what comes of it
 */
public final class Background<T> {
  private final FutureTask<T> task;

  private Background(FutureTask<T> task) {
    this.task = task;
  }

  /** Starts on a thread of its own, which keeps nobody from exiting. */
  public static <T> Background<T> start(String name, Supplier<T> work) {
    Background<T> background = new Background<>(new FutureTask<>(work::get));
    // Not a pool's thread: this one has the class loader of its starter, with the jars of --jars.
    Thread thread = new Thread(background.task, "saddlepoint-" + name);
    thread.setDaemon(true);
    thread.start();
    return background;
  }

  /** Waits; what the work threw is thrown here. */
  public T join() {
    try {
      return Futures.get(task, RuntimeException.class);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting", e);
    }
  }
}
