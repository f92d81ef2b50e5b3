// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Prints rows for programs, as many as there are. {@link Terminal} escapes control characters as
 * JSON does, so JSON says every text as it is, and of CSV each row is a line.
 */
final class MachineText {
  /** What spreadsheets take for the beginning of a formula, the wide forms among them. */
  private static final String BEGINS_FORMULA = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20";

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

  private final Terminal terminal;

  MachineText(Terminal terminal) {
    this.terminal = terminal;
  }

  /**
   * Comma-separated values (RFC 4180), a header first. A text that a spreadsheet would run gets an
   * apostrophe in front, which spreadsheets take for the sign of a text.
   */
  void printDelimited(Dataset<Row> rows) {
    terminal.print(
        Arrays.stream(rows.schema().fieldNames())
            .map(MachineText::quoted)
            .collect(Collectors.joining(",")));
    StructField[] fields = rows.schema().fields();
    Column[] columns = columns(fields);
    Arrays.setAll(
        columns,
        index ->
            isNested(fields[index].dataType())
                ? functions.to_json(columns[index])
                : columns[index]);
    print(plainlyNamed(rows).select(columns));
  }

  /** A JSON object a line, with every column. */
  void printJson(Dataset<Row> rows) {
    StructField[] fields = rows.schema().fields();
    Column[] columns = columns(fields);
    Arrays.setAll(columns, index -> columns[index].as(fields[index].name()));
    Column json = functions.to_json(functions.struct(columns), Map.of("ignoreNullFields", "false"));
    Iterator<Row> found = plainlyNamed(rows).select(json).toLocalIterator();
    while (found.hasNext() && !terminal.out().checkError()) {
      terminal.print(found.next().getString(0));
    }
  }

  private void print(Dataset<Row> rows) {
    Iterator<Row> found = rows.toLocalIterator();
    while (found.hasNext() && !terminal.out().checkError()) {
      Row row = found.next();
      terminal.print(
          IntStream.range(0, row.length())
              .mapToObj(column -> row.isNullAt(column) ? "" : quoted(cell(row.get(column))))
              .collect(Collectors.joining(",")));
    }
  }

  /** Names may repeat or hold dots; numbers do neither. */
  private static Dataset<Row> plainlyNamed(Dataset<Row> rows) {
    return rows.toDF(
        IntStream.range(0, rows.columns().length)
            .mapToObj(MachineText::name)
            .toArray(String[]::new));
  }

  /** The columns of {@link #plainlyNamed}; those of a bare NULL get a type that can be written. */
  private static Column[] columns(StructField[] fields) {
    return IntStream.range(0, fields.length)
        .mapToObj(
            index ->
                fields[index].dataType().equals(DataTypes.NullType)
                    ? functions.col(name(index)).cast(DataTypes.StringType)
                    : functions.col(name(index)))
        .toArray(Column[]::new);
  }

  private static String name(int index) {
    return "c" + index;
  }

  private static boolean isNested(DataType type) {
    return type instanceof ArrayType || type instanceof MapType || type instanceof StructType;
  }

  private static String cell(Object value) {
    String text = Cells.plain(value);
    boolean isRun =
        value instanceof String
            && !text.isEmpty()
            && BEGINS_FORMULA.indexOf(text.charAt(0)) >= 0
            && !NUMBER.matcher(text).matches();
    return isRun ? "'" + text : text;
  }

  private static String quoted(String text) {
    boolean needsQuotes = text.chars().anyMatch(c -> c == ',' || c == '"');
    return needsQuotes ? "\"" + text.replace("\"", "\"\"") + "\"" : text;
  }
}
