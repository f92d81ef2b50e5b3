// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import java.util.function.Function;
import org.apache.spark.sql.types.DataType;

/**
 * A column of the trials table with the value that a row gets.
 *
 * @param column name, type, unit and comment
 * @param value of a trial, as Spark's encoder of rows takes it
 */
record DeclaredColumn(Column column, Function<TrialFacts, Object> value) {
  /** A column that has a value in every row. */
  static DeclaredColumn required(
      String name, DataType type, String unit, String comment, Function<TrialFacts, Object> value) {
    return new DeclaredColumn(new Column(name, type, false, unit, comment), value);
  }

  /** A column that may be NULL. */
  static DeclaredColumn optional(
      String name, DataType type, String unit, String comment, Function<TrialFacts, Object> value) {
    return new DeclaredColumn(new Column(name, type, true, unit, comment), value);
  }
}
