// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import java.util.Locale;

/**
 * Text without what a terminal obeys or hides. Names, settings and failures come from files that
 * others may have written; a terminal would run their escape sequences (ECMA-48), and bidirectional
 * overrides would show another text than the one that is there.
 */
final class PlainText {
  private PlainText() {}

  /**
   * A line with its control characters, format characters (bidirectional and invisible ones), line
   * separators and lone surrogates shown as Java and JSON write them, for example {@code \u001b} or
   * {@code \n}. Everything else stays, so that applying it twice changes nothing, and so that JSON
   * still says the same.
   */
  static String of(String line) {
    if (line.codePoints().noneMatch(PlainText::isUnplain)) {
      return line;
    }
    StringBuilder plain = new StringBuilder();
    line.codePoints()
        .forEach(
            point -> {
              if (isUnplain(point)) {
                plain.append(escaped(point));
              } else {
                plain.appendCodePoint(point);
              }
            });
    return plain.toString();
  }

  private static boolean isUnplain(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      default -> false;
    };
  }

  private static String escaped(int point) {
    return switch (point) {
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> {
        StringBuilder units = new StringBuilder();
        for (char unit : Character.toChars(point)) {
          units.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
        }
        yield units.toString();
      }
    };
  }
}
