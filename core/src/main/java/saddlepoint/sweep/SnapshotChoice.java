// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.sweep;

import java.util.Set;

/**
 * Which trials keep snapshots.
 *
 * @param perCell how many of each cell, in the order of the random seeds
 * @param ids further trials, by id
 * @param place where that stands, for messages
 */
record SnapshotChoice(int perCell, Set<String> ids, String place) {
  static final SnapshotChoice NONE = new SnapshotChoice(0, Set.of(), "");

  SnapshotChoice {
    ids = Set.copyOf(ids);
  }

  /**
   * Whether a trial is chosen.
   *
   * @param position of its random seed among the cell's, from 0
   */
  boolean includes(int position, String trialId) {
    return position < perCell || ids.contains(trialId);
  }
}
