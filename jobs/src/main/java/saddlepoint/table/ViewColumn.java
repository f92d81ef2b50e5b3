// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A column of a view.
 *
 * @param sql what it is
 * @param name in snake_case
 * @param comment one line for people
 */
record ViewColumn(String sql, String name, String comment) {
  /** A column of {@code trials} as it is. */
  static ViewColumn ofTrials(String name) {
    return new ViewColumn(name, name, TrialsTable.column(name).comment());
  }

  /** What stands behind SELECT. */
  static String select(List<ViewColumn> columns, String delimiter) {
    return columns.stream()
        .map(it -> it.sql.equals(it.name) ? it.name : it.sql + " AS " + it.name)
        .collect(Collectors.joining(delimiter));
  }
}
