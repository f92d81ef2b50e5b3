// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/** Values of rows as people read them. */
final class Cells {
  private static final int MOST_ITEMS = 6;
  private static final double LARGE = 1e6;
  private static final double SMALL = 1e-3;

  private Cells() {}

  /** A table of rows, numbers to the right. */
  static TextTable table(StructType schema, List<Row> rows) {
    TextTable table =
        new TextTable(
            Arrays.stream(schema.fields())
                .map(field -> (isNumber(field) ? ">" : "") + field.name())
                .toList());
    for (Row row : rows) {
      List<String> texts = new ArrayList<>();
      for (int column = 0; column < schema.length(); column++) {
        texts.add(text(row.get(column)));
      }
      table.add(texts);
    }
    return table;
  }

  /** A value with as many digits as tell something. */
  static String text(Object value) {
    if (value == null) {
      return "-";
    }
    if (value instanceof Double || value instanceof Float) {
      return number(((Number) value).doubleValue());
    }
    if (value instanceof Seq<?> items) {
      return items(JavaConverters.seqAsJavaList(items));
    }
    if (value instanceof scala.collection.Map<?, ?> map) {
      Map<?, ?> entries = JavaConverters.mapAsJavaMap(map);
      return entries.entrySet().stream()
          .map(entry -> entry.getKey() + "=" + text(entry.getValue()))
          .sorted()
          .collect(Collectors.joining(" "));
    }
    return plain(value).replaceAll("\\s*\\R\\s*", " ");
  }

  /** A value as it is; a time in UTC, which it says (ISO 8601), whatever this machine's zone. */
  static String plain(Object value) {
    return value instanceof Timestamp time ? time.toInstant().toString() : value.toString();
  }

  private static String number(double value) {
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    if (value == Math.rint(value) && Math.abs(value) < LARGE) {
      return String.format(Locale.ROOT, "%.0f", value);
    }
    double magnitude = Math.abs(value);
    return String.format(
        Locale.ROOT, magnitude >= LARGE || magnitude < SMALL ? "%.3e" : "%.4f", value);
  }

  private static String items(List<?> items) {
    String shown =
        items.stream().limit(MOST_ITEMS).map(Cells::text).collect(Collectors.joining(", "));
    return items.size() > MOST_ITEMS
        ? "[" + shown + ", ... " + items.size() + "]"
        : "[" + shown + "]";
  }

  private static boolean isNumber(StructField field) {
    return field.dataType() instanceof NumericType;
  }
}
