// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import org.apache.spark.TaskKilledException;
import saddlepoint.data.DataException;

/** Tells what a trial's training threw from what happened to the JVM or to the task. */
final class OwnError {
  private OwnError() {}

  /**
   * The trial's own error, which is its outcome. Whatever else it is leaves: Spark tries that again
   * elsewhere.
   */
  static Throwable of(Throwable error) {
    if (error instanceof TaskKilledException killed) {
      throw killed;
    }
    if (error instanceof DataException unread) {
      throw unread;
    }
    if (error instanceof VirtualMachineError machine && !(error instanceof StackOverflowError)) {
      throw machine;
    }
    if (Thread.currentThread().isInterrupted()) {
      throw new IllegalStateException("interrupted while training", error);
    }
    return error;
  }
}
