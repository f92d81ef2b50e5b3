// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Lays out a table so that no line is longer than a width: texts go on in the next line, names of
 * columns break behind underscores, and where that is not enough every column has a line of its
 * own.
 */
final class FittedTable {
  /** Of most terminals and of a page. */
  static final int USUAL_WIDTH = 100;

  private static final String GAP = "  ";

  /** Words up to this length, such as a trial's id, are never broken. */
  private static final int LONGEST_WORD = 16;

  /** Settings, {@code key=value}, up to this length: half a number says something else. */
  private static final int LONGEST_SETTING = 48;

  private final List<String> names;
  private final boolean[] right;
  private final List<List<String>> rows;

  FittedTable(List<String> names, boolean[] right, List<List<String>> rows) {
    this.names = names;
    this.right = right.clone();
    this.rows = rows;
  }

  /** Whether a line a row is enough, if long texts go on in the next. */
  boolean fits(int width) {
    return sum(least(false)) <= width;
  }

  /** The header and the rows, or blocks of a line a column. */
  List<String> lines(int width) {
    if (!fits(width)) {
      return blocks(width);
    }
    int[] unbroken = least(true);
    int[] least = sum(unbroken) <= width ? unbroken : least(false);
    int[] widths = new int[least.length];
    Arrays.setAll(widths, this::longest);
    while (sum(widths) > width) {
      widths[widest(widths, least)]--;
    }
    List<String> lines = new ArrayList<>(wrapped(names, widths, '_'));
    rows.forEach(row -> lines.addAll(wrapped(row, widths, ' ')));
    return lines;
  }

  /** How narrow each column may be: numbers are whole, and so are all words, or those not long. */
  private int[] least(boolean unbroken) {
    int[] least = new int[names.size()];
    for (int column = 0; column < least.length; column++) {
      least[column] = longest(pieces(names.get(column), '_'));
      for (List<String> row : rows) {
        String cell = row.get(column);
        int whole =
            pieces(cell, ' ').stream()
                .map(String::stripTrailing)
                .mapToInt(word -> unbroken ? word.length() : whole(word))
                .max()
                .orElse(0);
        least[column] = Math.max(least[column], right[column] ? cell.length() : whole);
      }
    }
    return least;
  }

  private static int whole(String word) {
    return Math.min(word.length(), word.contains("=") ? LONGEST_SETTING : LONGEST_WORD);
  }

  private int longest(int column) {
    int longest = names.get(column).length();
    for (List<String> row : rows) {
      longest = Math.max(longest, row.get(column).length());
    }
    return longest;
  }

  private static int sum(int[] widths) {
    return Arrays.stream(widths).sum() + GAP.length() * (widths.length - 1);
  }

  /** Index of the widest column that may be narrower. */
  private static int widest(int[] widths, int[] least) {
    int widest = -1;
    for (int column = 0; column < widths.length; column++) {
      boolean mayShrink = widths[column] > least[column];
      if (mayShrink && (widest < 0 || widths[column] > widths[widest])) {
        widest = column;
      }
    }
    return widest;
  }

  private List<String> wrapped(List<String> row, int[] widths, char separator) {
    List<List<String>> cells = new ArrayList<>();
    int height = 1;
    for (int column = 0; column < widths.length; column++) {
      cells.add(wrap(row.get(column), widths[column], separator));
      height = Math.max(height, cells.get(column).size());
    }
    List<String> lines = new ArrayList<>();
    for (int at = 0; at < height; at++) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < widths.length; column++) {
        List<String> cell = cells.get(column);
        String text = at < cell.size() ? cell.get(at) : "";
        String padding = " ".repeat(widths[column] - text.length());
        line.append(column == 0 ? "" : GAP);
        line.append(right[column] ? padding + text : text + padding);
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  /** Each row as lines of a column's name and its value, with an empty line between two rows. */
  private List<String> blocks(int width) {
    int name = Math.min(longest(names), width / 2);
    int value = Math.max(1, width - name - GAP.length());
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      if (!lines.isEmpty()) {
        lines.add("");
      }
      for (int column = 0; column < row.size(); column++) {
        List<String> left = wrap(names.get(column), name, '_');
        List<String> texts = wrap(row.get(column), value, ' ');
        for (int at = 0; at < Math.max(left.size(), texts.size()); at++) {
          String first = at < left.size() ? left.get(at) : "";
          String text = at < texts.size() ? texts.get(at) : "";
          lines.add((first + " ".repeat(name - first.length()) + GAP + text).stripTrailing());
        }
      }
    }
    return rows.isEmpty() ? names : lines;
  }

  /** Breaks a text behind separators, and words that are too long behind = and commas if it can. */
  static List<String> wrap(String text, int width, char separator) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String piece : pieces(text, separator)) {
      String rest = piece;
      if (line.length() > 0 && line.length() + shown(rest, separator) > width) {
        lines.add(line.toString().stripTrailing());
        line.setLength(0);
      }
      while (shown(rest, separator) > width) {
        int end = end(rest, width);
        lines.add(rest.substring(0, end));
        rest = rest.substring(end);
      }
      line.append(rest);
    }
    if (line.length() > 0 || lines.isEmpty()) {
      lines.add(line.toString().stripTrailing());
    }
    return Collections.unmodifiableList(lines);
  }

  /** Where the first line of a word ends. */
  private static int end(String word, int width) {
    int sign = Math.max(word.lastIndexOf('=', width - 1), word.lastIndexOf(',', width - 1));
    return sign < 0 ? width : sign + 1;
  }

  /** Words with the separators behind them. */
  private static List<String> pieces(String text, char separator) {
    List<String> pieces = new ArrayList<>();
    int from = 0;
    for (int at = 0; at < text.length(); at++) {
      boolean ends = at + 1 == text.length() || text.charAt(at + 1) != separator;
      if (text.charAt(at) == separator && ends) {
        pieces.add(text.substring(from, at + 1));
        from = at + 1;
      }
    }
    if (from < text.length()) {
      pieces.add(text.substring(from));
    }
    return pieces;
  }

  private static int longest(List<String> texts) {
    return texts.stream().mapToInt(text -> text.stripTrailing().length()).max().orElse(0);
  }

  /** Spaces at the end of a line are not printed. */
  private static int shown(String piece, char separator) {
    return separator == ' ' ? piece.stripTrailing().length() : piece.length();
  }
}
