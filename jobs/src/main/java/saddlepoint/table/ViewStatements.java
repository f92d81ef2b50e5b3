// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/**
 * The views as statements of Spark SQL, for sessions without this product. What is in the files of
 * waves is read from there: {@code trials}, {@code metrics}, {@code snapshots} and {@code cells}.
 * What the driver's own records tell, {@code runs} and {@code regressions}, stands in the
 * statements as it was when they were made.
 */
public final class ViewStatements {
  /** The files of all waves, with every attempt. */
  private static final String FILES = "trial_files";

  private ViewStatements() {}

  /** A statement a view, in the order in which they need each other, without semicolons. */
  public static List<String> of(CheckedRuns checked) {
    return List.of(
        files(checked.folder()),
        view("trials", trialColumns(), latestAttempts()),
        view("metrics", MetricsView.columns(), MetricsView.sql()),
        view("snapshots", SnapshotsView.columns(), SnapshotsView.sql()),
        view("cells", CellsView.columns(), CellsView.sql()),
        view("runs", RunsView.SCHEMA, RunsView.rows(checked)),
        view("regressions", RegressionsView.SCHEMA, RegressionsView.rows(checked)));
  }

  /** Columns that a build before this one did not write are NULL. */
  private static String files(TableFolder folder) {
    String columns =
        TrialsTable.columns().stream()
            .map(it -> it.name() + " " + it.type().sql() + " COMMENT " + literal(it.comment()))
            .collect(Collectors.joining(",\n  "));
    String options =
        Stream.concat(
                Stream.of(Map.entry("path", folder.trials().toString())),
                Views.readerOptions().entrySet().stream())
            .map(it -> literal(it.getKey()) + " " + literal(it.getValue()))
            .collect(Collectors.joining(",\n  "));
    return create(FILES) + " (\n  " + columns + ")\nUSING parquet OPTIONS (\n  " + options + ")";
  }

  private static List<ViewColumn> trialColumns() {
    List<ViewColumn> columns = new ArrayList<>();
    for (Column column : TrialsTable.columns()) {
      String name = column.name();
      boolean isRules = name.equals("rules");
      columns.add(
          new ViewColumn(
              isRules ? "coalesce(rules, " + Cut.FIRST_RULES + ")" : name, name, column.comment()));
    }
    return columns;
  }

  /** Files without later attempts, which are most, are known by their footers. */
  private static String latestAttempts() {
    return "SELECT "
        + ViewColumn.select(trialColumns(), ",\n  ")
        + "\nFROM "
        + FILES
        + " AS it\nWHERE NOT EXISTS (\n  SELECT 1 FROM "
        + FILES
        + " AS later\n  WHERE later.attempt > 1 AND later.attempt > it.attempt"
        + " AND later.run = it.run\n    AND later.trial_id = it.trial_id)";
  }

  private static String view(String name, List<ViewColumn> columns, String sql) {
    return columns.stream()
            .map(it -> it.name() + " COMMENT " + literal(it.comment()))
            .collect(Collectors.joining(",\n  ", create(name) + " (\n  ", ") AS\n"))
        + sql;
  }

  private static String view(String name, StructType schema, List<Row> rows) {
    StructField[] fields = schema.fields();
    List<ViewColumn> columns =
        Arrays.stream(fields)
            .map(
                it ->
                    new ViewColumn(
                        "CAST(" + it.name() + " AS " + it.dataType().sql() + ")",
                        it.name(),
                        it.metadata().getString("comment")))
            .toList();
    String names =
        Arrays.stream(fields).map(StructField::name).collect(Collectors.joining(", ", "(", ")"));
    // A list of rows must hold one.
    String values =
        rows.isEmpty()
            ? "(" + String.join(", ", Collections.nCopies(fields.length, "NULL")) + ")"
            : rows.stream().map(ViewStatements::values).collect(Collectors.joining(",\n  "));
    return view(
        name,
        columns,
        "SELECT "
            + ViewColumn.select(columns, ",\n  ")
            + "\nFROM VALUES\n  "
            + values
            + "\nAS told "
            + names
            + (rows.isEmpty() ? "\nWHERE false" : ""));
  }

  private static String values(Row row) {
    return JavaConverters.seqAsJavaList(row.toSeq()).stream()
        .map(ViewStatements::value)
        .collect(Collectors.joining(", ", "(", ")"));
  }

  private static String value(Object value) {
    if (value == null) {
      return "NULL";
    }
    if (value instanceof Seq<?> items) {
      return JavaConverters.seqAsJavaList(items).stream()
          .map(ViewStatements::value)
          .collect(Collectors.joining(", ", "array(", ")"));
    }
    if (value instanceof Timestamp time) {
      return "TIMESTAMP " + literal(time.toInstant().toString());
    }
    if (value instanceof Double number) {
      return "DOUBLE(" + literal(number.toString()) + ")";
    }
    return value instanceof Number || value instanceof Boolean
        ? value.toString()
        : literal(value.toString());
  }

  private static String create(String name) {
    return "CREATE OR REPLACE TEMPORARY VIEW " + name;
  }

  /**
   * A text as a literal. What ends a statement or begins a variable for some client of SQL is
   * escaped, and so is what is not ASCII.
   */
  static String literal(String text) {
    StringBuilder literal = new StringBuilder("'");
    for (char each : text.toCharArray()) {
      if (each == '\'' || each == '\\') {
        literal.append('\\').append(each);
      } else if (each < ' ' || each > '~' || each == ';' || each == '$') {
        literal.append(String.format(Locale.ROOT, "\\u%04x", (int) each));
      } else {
        literal.append(each);
      }
    }
    return literal.append("'").toString();
  }
}
