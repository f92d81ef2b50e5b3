// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import static saddlepoint.table.DeclaredColumn.optional;
import static saddlepoint.table.ListTypes.INTEGERS;
import static saddlepoint.table.ListTypes.ROWS_OF_FLOATS;

import java.util.List;
import saddlepoint.engine.Snapshot;

/** Columns of the players' parameters. */
final class SnapshotColumns {
  private SnapshotColumns() {}

  static List<DeclaredColumn> declare() {
    return List.of(
        optional(
            "snapshot_step",
            INTEGERS,
            "step",
            "steps after which the players were kept; NULL if none was asked for",
            it -> Values.steps(it.result().snapshots())),
        optional(
            "snapshot_generator",
            ROWS_OF_FLOATS,
            "1",
            "G's parameters after each of them: weights, then biases, layer by layer",
            it -> Values.parameters(it.result().snapshots(), Snapshot::generator)),
        optional(
            "snapshot_discriminator",
            ROWS_OF_FLOATS,
            "1",
            "D's parameters, likewise",
            it -> Values.parameters(it.result().snapshots(), Snapshot::discriminator)));
  }
}
