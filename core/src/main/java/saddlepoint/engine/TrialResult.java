// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine;

import java.io.Serializable;
import java.util.List;
import saddlepoint.sweep.Trial;

/**
 * What an engine hands over of a trial that ended.
 *
 * @param trial which
 * @param outcome how it ended
 * @param history the figures up to there
 * @param snapshots of the players, in the order of their steps
 * @param generators that were kept to generate with, in the order of their steps
 * @param saturatedStep the first update's step in which the original's float probabilities would
 *     have met log 0, or -1
 * @param trainMillis time spent on training
 * @param evaluateMillis time spent on evaluations
 * @param device that trained it
 * @param continuation where it went on, if another process had begun it
 */
public record TrialResult(
    Trial trial,
    Outcome outcome,
    History history,
    List<Snapshot> snapshots,
    List<KeptGenerator> generators,
    int saturatedStep,
    double trainMillis,
    double evaluateMillis,
    Device device,
    Continuation continuation)
    implements Serializable {
  public TrialResult {
    snapshots = List.copyOf(snapshots);
    generators = List.copyOf(generators);
  }

  /** Of a trial that one process trained, and that has kept no generator. */
  public TrialResult(
      Trial trial,
      Outcome outcome,
      History history,
      List<Snapshot> snapshots,
      int saturatedStep,
      double trainMillis,
      double evaluateMillis,
      Device device) {
    this(
        trial,
        outcome,
        history,
        snapshots,
        List.of(),
        saturatedStep,
        trainMillis,
        evaluateMillis,
        device,
        Continuation.NONE);
  }

  /**
   * What is left of a trial that an error ended.
   *
   * @param device that was to train it
   */
  public static TrialResult failed(Trial trial, Throwable cause, Device device) {
    return new TrialResult(
        trial, Outcome.failed(cause), new History(0), List.of(), -1, 0, 0, device);
  }
}
