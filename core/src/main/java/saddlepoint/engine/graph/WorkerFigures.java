// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph;

import java.io.Serializable;
import java.util.List;
import saddlepoint.engine.scalar.StepFigures;

/**
 * What one worker tells of a round besides its players.
 *
 * @param worker from 0 on
 * @param steps the logged steps of the round, ascending
 * @param saturatedStep the first step in which D reached the end of its range, or -1
 */
public record WorkerFigures(int worker, List<Step> steps, int saturatedStep)
    implements Serializable {
  public WorkerFigures {
    steps = List.copyOf(steps);
  }

  /**
   * A logged step of one worker.
   *
   * @param real what D put out for the worker's real rows
   * @param fake and for its generated rows, each before D's update
   * @param ofGenerator what D put out for the rows of G's update; without targets
   */
  public record Step(
      int step,
      StepFigures.Outputs real,
      StepFigures.Outputs fake,
      double discriminatorRate,
      double discriminatorNorm,
      StepFigures.Outputs ofGenerator,
      double generatorRate,
      double generatorNorm)
      implements Serializable {}
}
