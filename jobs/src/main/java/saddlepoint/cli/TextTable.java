// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Lines of text in columns. Not thread safe. */
final class TextTable {
  private static final String GAP = "  ";

  private final List<String> names;
  private final boolean[] right;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * An empty table.
   *
   * @param names of the columns; those that start with {@code >} are aligned to the right
   */
  TextTable(List<String> names) {
    this.names =
        names.stream().map(name -> name.startsWith(">") ? name.substring(1) : name).toList();
    right = new boolean[names.size()];
    for (int column = 0; column < right.length; column++) {
      right[column] = names.get(column).startsWith(">");
    }
  }

  void add(List<String> row) {
    rows.add(row.stream().map(PlainText::of).toList());
  }

  /** The header and the rows. */
  List<String> lines() {
    int[] widths = new int[names.size()];
    Arrays.setAll(widths, column -> names.get(column).length());
    for (List<String> row : rows) {
      for (int column = 0; column < widths.length; column++) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
    }
    List<String> lines = new ArrayList<>();
    lines.add(line(names, widths));
    rows.forEach(row -> lines.add(line(row, widths)));
    return lines;
  }

  /** The same with lines that are not longer than a width, broken where they have to be. */
  List<String> lines(int width) {
    return new FittedTable(names, right, rows).lines(width);
  }

  /** Whether it is a line a row in a width, if long texts go on in the next. */
  boolean fits(int width) {
    return new FittedTable(names, right, rows).fits(width);
  }

  private String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      String padding = " ".repeat(widths[column] - row.get(column).length());
      line.append(column == 0 ? "" : GAP);
      line.append(right[column] ? padding + row.get(column) : row.get(column) + padding);
    }
    return line.toString().stripTrailing();
  }
}
