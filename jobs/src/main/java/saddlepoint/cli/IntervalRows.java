// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import saddlepoint.picture.Interval;
import saddlepoint.picture.IntervalPicture;
import saddlepoint.sweep.ConfigurationException;

/**
 * The figures of a query's rows that a picture shows. A row is called what its texts before the
 * first number say.
 *
 * @param intervals in the order of the rows
 * @param without how many rows have no figure
 */
record IntervalRows(List<Interval> intervals, int without) {
  /**
   * Reads the rows of a query.
   *
   * @param column that has the figures
   * @throws ConfigurationException if there is no such column, no figure, a text that is none, or
   *     more than a picture has room for
   */
  static IntervalRows of(Dataset<Row> query, String column) {
    String place = "--of " + column;
    List<String> columns = List.of(query.columns());
    int index = columns.indexOf(column);
    if (index < 0 || !query.schema().apply(index).dataType().equals(DataTypes.StringType)) {
      throw new ConfigurationException(
          place,
          "must be a column of figures such as 0.98 (0.70 to 1.20); " + texts(query.schema()));
    }
    List<Row> rows = query.limit(IntervalPicture.MOST + 1).collectAsList();
    if (rows.size() > IntervalPicture.MOST) {
      throw new ConfigurationException(
          "--picture",
          "has room for "
              + IntervalPicture.MOST
              + " rows, and the query has more; ask for fewer with --limit or LIMIT");
    }
    int names = names(query.schema(), index);
    List<Interval> intervals = new ArrayList<>();
    int without = 0;
    for (Row row : rows) {
      String text = row.getString(index);
      if (text == null || text.isBlank()) {
        without++;
        continue;
      }
      String name = name(row, names);
      intervals.add(
          Interval.of(name, text)
              .orElseThrow(
                  () ->
                      new ConfigurationException(
                          place,
                          "must have figures such as 0.98 (0.70 to 1.20), got \"" + text + "\"")));
    }
    if (intervals.isEmpty()) {
      throw new ConfigurationException(place, "has no figure to draw in any row of the query");
    }
    return new IntervalRows(intervals, without);
  }

  private static String texts(StructType schema) {
    return "its texts are "
        + Arrays.stream(schema.fields())
            .filter(field -> field.dataType().equals(DataTypes.StringType))
            .map(StructField::name)
            .collect(Collectors.joining(", "));
  }

  /** Texts that stand before the first number and before the figures. */
  private static int names(StructType schema, int figures) {
    int count = 0;
    while (count < figures && schema.apply(count).dataType().equals(DataTypes.StringType)) {
      count++;
    }
    return count;
  }

  private static String name(Row row, int names) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < names; i++) {
      if (!row.isNullAt(i) && !row.getString(i).isBlank()) {
        texts.add(Cells.text(row.getString(i)));
      }
    }
    return texts.isEmpty() ? "-" : String.join(", ", texts);
  }
}
