// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.training;

/** A machine that can train a part of every batch, as one of the workers of a trial. */
public interface WorkerMachine extends Machine, AutoCloseable {
  /**
   * Draws the batches that follow for one of the trial's workers.
   *
   * @param worker from 0 on, less than the trial's workers
   */
  void drawFor(int worker);

  @Override
  void close();
}
