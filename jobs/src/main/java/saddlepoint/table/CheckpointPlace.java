// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import java.io.Serializable;
import saddlepoint.engine.Checkpoints;
import saddlepoint.sweep.CheckpointInterval;

/**
 * Where the tasks of a wave keep checkpoints, as a driver tells it to executors.
 *
 * @param location of the folder of tables, with its scheme
 * @param run the run's name
 * @param wave the wave's id
 * @param interval how often they are kept
 */
public record CheckpointPlace(String location, String run, String wave, CheckpointInterval interval)
    implements Serializable {
  /** The checkpoints there, for one task; nothing is read before they are asked for. */
  public Checkpoints open() {
    return interval.keeps() ? new WaveCheckpoints(this) : Checkpoints.NONE;
  }
}
