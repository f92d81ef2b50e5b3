// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import java.util.ArrayList;
import java.util.List;

/** The view {@code snapshots}: a row a kept step of a trial. */
final class SnapshotsView {
  private SnapshotsView() {}

  static List<ViewColumn> columns() {
    List<ViewColumn> columns = new ArrayList<>();
    for (String name : List.of("run", "trial_id", "config_id", "recipe", "random_seed")) {
      columns.add(ViewColumn.ofTrials(name));
    }
    columns.add(new ViewColumn("step", "step", "step after which the players were kept"));
    for (String player : List.of("generator", "discriminator")) {
      columns.add(
          new ViewColumn(
              "snapshot_" + player + "[position]",
              player,
              "its parameters: weights, then biases, layer by layer"));
    }
    return columns;
  }

  static String sql() {
    return "SELECT "
        + ViewColumn.select(columns(), ", ")
        + "\nFROM trials LATERAL VIEW posexplode(snapshot_step) AS position, step";
  }
}
