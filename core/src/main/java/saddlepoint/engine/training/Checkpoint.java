// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.training;

import java.util.List;
import saddlepoint.engine.History;
import saddlepoint.engine.KeptGenerator;
import saddlepoint.engine.Outcome;
import saddlepoint.engine.Snapshot;

/**
 * What is known of trials that are trained together after a turn that ends a step of the game: all
 * that the rest of their training depends on.
 *
 * @param turns of the game that are done
 * @param nanos that the training took up to there, evaluations included
 * @param trainers what trained it up to there, each once
 * @param trials what is known of each, in their order
 */
record Checkpoint(long turns, long nanos, List<String> trainers, List<OfTrial> trials) {
  Checkpoint {
    trainers = List.copyOf(trainers);
    trials = List.copyOf(trials);
  }

  /**
   * What is known of a trial.
   *
   * @param state its players and optimizers
   * @param record what was recorded of it
   */
  record OfTrial(TrainingState state, TrialRecord record) {}

  /**
   * What was recorded of a trial.
   *
   * @param history its logged steps
   * @param snapshots in the order of their steps
   * @param generators that were kept, in the order of their steps
   * @param saturatedStep the first step in which D reached the end of its range, or -1
   * @param outcome how it ended; null if it has not
   * @param evaluating nanoseconds that its evaluations took
   */
  record TrialRecord(
      History history,
      List<Snapshot> snapshots,
      List<KeptGenerator> generators,
      int saturatedStep,
      Outcome outcome,
      long evaluating) {
    TrialRecord {
      snapshots = List.copyOf(snapshots);
      generators = List.copyOf(generators);
    }
  }
}
