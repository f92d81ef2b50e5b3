// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import java.util.Arrays;
import java.util.Iterator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructType;

/** Prints rows as comma-separated values (RFC 4180), a header first. */
final class DelimitedText {
  private final Terminal terminal;

  DelimitedText(Terminal terminal) {
    this.terminal = terminal;
  }

  void print(Dataset<Row> rows) {
    String[] names = rows.schema().fieldNames();
    terminal.print(
        Arrays.stream(names).map(DelimitedText::quoted).collect(Collectors.joining(",")));
    // Names may repeat or hold dots; numbers do neither.
    String[] plain =
        IntStream.range(0, names.length).mapToObj(index -> "c" + index).toArray(String[]::new);
    Column[] columns =
        IntStream.range(0, names.length)
            .mapToObj(index -> column(plain[index], rows.schema().fields()[index].dataType()))
            .toArray(Column[]::new);
    Iterator<Row> found = rows.toDF(plain).select(columns).toLocalIterator();
    while (found.hasNext() && !terminal.out().checkError()) {
      Row row = found.next();
      terminal.print(
          IntStream.range(0, row.length())
              .mapToObj(column -> row.isNullAt(column) ? "" : quoted(row.get(column).toString()))
              .collect(Collectors.joining(",")));
    }
  }

  private static Column column(String name, DataType type) {
    boolean isNested =
        type instanceof ArrayType || type instanceof MapType || type instanceof StructType;
    return isNested ? functions.to_json(functions.col(name)) : functions.col(name);
  }

  private static String quoted(String text) {
    boolean needsQuotes =
        text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return needsQuotes ? "\"" + text.replace("\"", "\"\"") + "\"" : text;
  }
}
