// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import org.apache.spark.SparkEnv;
import org.apache.spark.TaskKilledException;
import saddlepoint.data.DataException;

/** Tells what a trial's training threw from what happened to the JVM or to the task. */
final class OwnError {
  private static final long MEBIBYTE = 1 << 20;

  private OwnError() {}

  /**
   * The trial's own error, which is its outcome; one of memory names the remedy. Whatever else it
   * is leaves: Spark tries that again elsewhere.
   */
  static Throwable of(Throwable error) {
    if (error instanceof TaskKilledException killed) {
      throw killed;
    }
    if (error instanceof DataException unread) {
      throw unread;
    }
    if (error instanceof VirtualMachineError machine
        && !(error instanceof StackOverflowError)
        && !isOfMemory(error)) {
      throw machine;
    }
    if (Thread.currentThread().isInterrupted()) {
      throw new IllegalStateException("interrupted while training", error);
    }
    return isOfMemory(error) ? withRemedy(error) : error;
  }

  /** Whether memory did not suffice; threads that a machine refuses are no trial's fault. */
  static boolean isOfMemory(Throwable error) {
    return error instanceof OutOfMemoryError
        && !String.valueOf(error.getMessage()).contains("unable to create");
  }

  private static Throwable withRemedy(Throwable error) {
    SparkEnv spark = SparkEnv.get();
    boolean isHere = spark == null || spark.executorId().equals("driver");
    OutOfMemoryError told =
        new OutOfMemoryError(
            error.getMessage()
                + ": too little memory for this trial in a process with a heap of "
                + Runtime.getRuntime().maxMemory() / MEBIBYTE
                + " MiB; give it more, for example "
                + (isHere
                    ? "SADDLEPOINT_MEMORY=8g"
                    : "--conf spark.executor.memory=8g, or outside the heap"
                        + " spark.executor.memoryOverhead=4g")
                + ", and say --retry-failed");
    told.initCause(error);
    return told;
  }
}
