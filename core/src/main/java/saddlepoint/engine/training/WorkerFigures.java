// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.training;

import java.io.Serializable;
import java.util.List;

/**
 * What one worker tells of a round besides its players.
 *
 * @param worker from 0 on
 * @param ofDiscriminator logged updates of D in the round, ascending
 * @param ofPenalty of the same updates the norms of D's gradient by each row that is penalized;
 *     empty if none is
 * @param ofGenerator logged updates of G in the round, ascending
 * @param saturatedStep the first step in which D reached the end of its range, or -1
 */
public record WorkerFigures(
    int worker,
    List<OfDiscriminator> ofDiscriminator,
    List<float[]> ofPenalty,
    List<OfGenerator> ofGenerator,
    int saturatedStep)
    implements Serializable {
  public WorkerFigures {
    ofDiscriminator = List.copyOf(ofDiscriminator);
    ofPenalty = List.copyOf(ofPenalty);
    ofGenerator = List.copyOf(ofGenerator);
  }

  /**
   * D's figures of a logged step, before its update.
   *
   * @param real what D put out for the worker's real rows
   * @param fake and for its generated rows
   * @param norm of the worker's gradient
   */
  public record OfDiscriminator(
      int step, StepFigures.Outputs real, StepFigures.Outputs fake, double rate, double norm)
      implements Serializable {}

  /**
   * G's figures of a logged step, before its update.
   *
   * @param fake what D put out for the worker's generated rows; without targets
   * @param norm of the worker's gradient
   */
  public record OfGenerator(int step, StepFigures.Outputs fake, double rate, double norm)
      implements Serializable {}
}
