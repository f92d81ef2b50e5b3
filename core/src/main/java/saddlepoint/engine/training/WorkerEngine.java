// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.training;

import saddlepoint.engine.Engine;
import saddlepoint.engine.Engines;
import saddlepoint.engine.Players;
import saddlepoint.engine.Snapshot;
import saddlepoint.recipe.Gan;
import saddlepoint.sweep.Trial;

/** An engine by which several workers can train a GAN together. */
public interface WorkerEngine extends Engine {
  /**
   * A worker with memory of its own, until it is closed.
   *
   * @throws IllegalStateException if the engine cannot be used here, or has too little memory left
   */
  Worker worker(Trial trial);

  /** The players of a snapshot, for the process that evaluates what the workers train. */
  Players players(Gan gan, Snapshot snapshot);

  /**
   * The engine of a name.
   *
   * @throws IllegalArgumentException if there is none, or it trains by no workers
   */
  static WorkerEngine get(String name) {
    Engine engine = Engines.get(name);
    if (engine instanceof WorkerEngine able) {
      return able;
    }
    throw new IllegalArgumentException("engine " + name + " does not train by workers");
  }
}
