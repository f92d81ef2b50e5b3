// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import static saddlepoint.table.DeclaredColumn.optional;
import static saddlepoint.table.DeclaredColumn.required;
import static saddlepoint.table.ListTypes.BINARIES;
import static saddlepoint.table.ListTypes.FLOATS;
import static saddlepoint.table.ListTypes.INTEGERS;

import java.util.ArrayList;
import java.util.List;
import saddlepoint.engine.FinalFigures;
import saddlepoint.metric.Metric;

/** Columns of figures at every logged step, one a metric. */
final class HistoryColumns {
  private HistoryColumns() {}

  static List<DeclaredColumn> declare() {
    List<DeclaredColumn> columns = new ArrayList<>();
    columns.add(
        required(
            "history_step",
            INTEGERS,
            "step",
            "logged steps, ascending; a last step with this index is always logged",
            facts -> Values.integers(facts.result().history().steps())));
    for (Metric metric : Metric.values()) {
      if (!metric.kind().hasHistory()) {
        continue;
      }
      columns.add(
          optional(
              "history_" + metric.column(),
              FLOATS,
              metric.unit(),
              "at each logged step: " + metric.comment(),
              facts ->
                  FinalFigures.applies(facts.gan(), metric)
                      ? Values.history(facts.result().history(), metric)
                      : null));
    }
    columns.add(
        optional(
            "history_samples",
            BINARIES,
            "",
            "at each logged step that was evaluated: 16 generated images, the brightness of a pixel"
                + " a byte, row by row; NULL if samples are no images",
            facts -> Values.samples(facts.result().history())));
    return List.copyOf(columns);
  }
}
