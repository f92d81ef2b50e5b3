// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.training;

import java.util.List;
import saddlepoint.engine.Device;

/** The workers of one trial, wherever they are. */
public interface Workers {
  /**
   * Has every worker do a round from the same state.
   *
   * @return the mean of their states, and the figures of each in the order of the workers
   */
  Mean run(Round round, TrainingState state);

  /**
   * What comes of a round.
   *
   * @param state the mean over the workers
   * @param figures one a worker
   * @param device of all workers
   */
  record Mean(TrainingState state, List<WorkerFigures> figures, Device device) {
    public Mean {
      figures = List.copyOf(figures);
    }
  }
}
