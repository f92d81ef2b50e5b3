// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static saddlepoint.table.DeclaredColumn.optional;
import static saddlepoint.table.DeclaredColumn.required;
import static saddlepoint.table.ListTypes.TEXTS;

import java.util.ArrayList;
import java.util.List;
import saddlepoint.metric.Metric;

/** Columns of final figures, one a metric. */
final class FigureColumns {
  private FigureColumns() {}

  static List<DeclaredColumn> declare() {
    List<DeclaredColumn> columns = new ArrayList<>();
    for (Metric metric : Metric.values()) {
      columns.add(
          optional(
              metric.column(),
              DoubleType,
              metric.unit(),
              when(metric) + metric.comment(),
              facts -> facts.judgement().figures().values().get(metric)));
    }
    columns.add(
        required(
            "non_finite",
            TEXTS,
            "",
            "final figures that are NULL since they were not finite",
            facts ->
                Values.texts(
                    facts.judgement().figures().nonFinite().stream()
                        .map(Metric::column)
                        .toList())));
    return List.copyOf(columns);
  }

  private static String when(Metric metric) {
    return switch (metric.kind()) {
      case LOGGED -> "window mean: ";
      case EVALUATED -> "last evaluation: ";
      case WINDOWED -> "greatest of five in the window: ";
      case EXAMINED -> "at the end: ";
    };
  }
}
