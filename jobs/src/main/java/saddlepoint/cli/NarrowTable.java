// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import java.sql.Timestamp;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Rows of a query as a table that fits a page. Of a query that comes with the product the columns
 * at the end are left out where they do not fit, and so is the run where it is the same in every
 * row, and times are cut to seconds; what somebody asked for in SQL is shown whole.
 */
final class NarrowTable {
  private static final String RUN = "run";

  private final StructType schema;
  private final List<Row> rows;
  private final boolean isNamed;
  private final boolean isOfOneRun;

  /**
   * A table of rows.
   *
   * @param isNamed whether columns may be left out
   */
  NarrowTable(StructType schema, List<Row> rows, boolean isNamed) {
    this.schema = schema;
    this.rows = rows;
    this.isNamed = isNamed;
    isOfOneRun =
        isNamed
            && schema.length() > 1
            && schema.fields()[0].name().equals(RUN)
            && rows.stream().map(row -> row.get(0)).distinct().count() == 1;
  }

  /** Every column, a line a row. */
  List<String> whole() {
    return Cells.table(schema, rows).lines();
  }

  /** As much as fits, and what may be concluded. */
  List<String> lines() {
    List<String> lines = new ArrayList<>(table(end()).lines(FittedTable.USUAL_WIDTH));
    if (isNamed) {
      EffectsNote.of(schema, rows).ifPresent(lines::add);
    }
    return lines;
  }

  /** How many columns are shown, or told with the run. */
  int told() {
    return end();
  }

  /** For example {@code " of run card"}; empty if the rows tell it. */
  String run() {
    return isOfOneRun ? " of run " + Objects.toString(rows.get(0).get(0)) : "";
  }

  private int begin() {
    return isOfOneRun ? 1 : 0;
  }

  private int end() {
    int end = schema.length();
    while (isNamed && end > begin() + 1 && !table(end).fits(FittedTable.USUAL_WIDTH)) {
      end--;
    }
    return end;
  }

  private Object shown(Object value) {
    return isNamed && value instanceof Timestamp time
        ? Timestamp.from(time.toInstant().truncatedTo(ChronoUnit.SECONDS))
        : value;
  }

  private TextTable table(int end) {
    StructField[] fields = Arrays.copyOfRange(schema.fields(), begin(), end);
    List<Row> parts = new ArrayList<>();
    for (Row row : rows) {
      parts.add(
          RowFactory.create(
              IntStream.range(begin(), end).mapToObj(at -> shown(row.get(at))).toArray()));
    }
    return Cells.table(new StructType(fields), parts);
  }
}
