// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.sweep;

/**
 * Cuts HOCON into tokens, with the line of each. What is no HOCON is handed over as text: the
 * parser refuses it. Not thread safe.
 */
final class HoconTokens {
  private static final String NUMBER = "0123456789eE+-.";
  private static final String ENDS_TEXT = "{}[],:=#\"";

  /** What a token is. */
  enum Kind {
    OPEN_OBJECT,
    CLOSE_OBJECT,
    OPEN_LIST,
    CLOSE_LIST,
    COMMA,
    SEPARATOR,
    NEWLINE,
    TEXT,
    QUOTED,
    SUBSTITUTION,
    END
  }

  /**
   * One token.
   *
   * @param text what it says: without quotes, or what stands in {@code ${...}}
   * @param line where it begins, from 1
   * @param start index of its first character
   * @param end index after its last one
   */
  record Token(Kind kind, String text, int line, int start, int end) {
    boolean is(Kind other) {
      return kind == other;
    }
  }

  private final String source;
  private int at;
  private int line = 1;

  HoconTokens(String source) {
    this.source = source;
  }

  /** The next token, comments and blanks left out; {@code END} for ever at the end. */
  Token next() {
    skipBlanksAndComments();
    if (at >= source.length()) {
      return token(Kind.END, "", at, line);
    }
    int start = at;
    char c = source.charAt(at);
    switch (c) {
      case '\n':
        at++;
        return token(Kind.NEWLINE, "", start, line++);
      case '{':
        return single(Kind.OPEN_OBJECT);
      case '}':
        return single(Kind.CLOSE_OBJECT);
      case '[':
        return single(Kind.OPEN_LIST);
      case ']':
        return single(Kind.CLOSE_LIST);
      case ',':
        return single(Kind.COMMA);
      case '=', ':':
        return single(Kind.SEPARATOR);
      case '"':
        return quoted();
      default:
        break;
    }
    if (source.startsWith("+=", at)) {
      at += 2;
      return token(Kind.SEPARATOR, "+=", start, line);
    }
    return source.startsWith("${", at) ? substitution() : text();
  }

  private void skipBlanksAndComments() {
    while (at < source.length()) {
      char c = source.charAt(at);
      if (c == '#' || source.startsWith("//", at)) {
        int end = source.indexOf('\n', at);
        at = end < 0 ? source.length() : end;
      } else if (c != '\n' && isBlank(c)) {
        at++;
      } else {
        return;
      }
    }
  }

  private Token quoted() {
    int start = at;
    int startLine = line;
    if (source.startsWith("\"\"\"", at)) {
      int close = source.indexOf("\"\"\"", at + 3);
      int end = close < 0 ? source.length() : close + 3;
      while (close >= 0 && end < source.length() && source.charAt(end) == '"') {
        end++;
      }
      String text = source.substring(at + 3, close < 0 ? end : end - 3);
      line += (int) text.chars().filter(c -> c == '\n').count();
      at = end;
      return token(Kind.QUOTED, text, start, startLine);
    }
    StringBuilder text = new StringBuilder();
    for (at++; at < source.length() && source.charAt(at) != '\n'; at++) {
      char c = source.charAt(at);
      if (c == '"') {
        at++;
        return token(Kind.QUOTED, text.toString(), start, startLine);
      }
      text.append(c == '\\' ? escaped() : c);
    }
    return token(Kind.END, "", start, startLine);
  }

  /** The character that an escape means; stays on the escape's last character. */
  private char escaped() {
    at++;
    char c = at < source.length() ? source.charAt(at) : '"';
    if (c == 'u' && at + 4 < source.length()) {
      String digits = source.substring(at + 1, at + 5);
      if (digits.matches("[0-9a-fA-F]{4}")) {
        at += 4;
        return (char) Integer.parseInt(digits, 16);
      }
    }
    return switch (c) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> c;
    };
  }

  private Token substitution() {
    int start = at;
    boolean isQuoted = false;
    while (at < source.length() && source.charAt(at) != '\n') {
      char c = source.charAt(at++);
      isQuoted ^= c == '"';
      if (c == '}' && !isQuoted) {
        return token(Kind.SUBSTITUTION, source.substring(start + 2, at - 1), start, line);
      }
    }
    return token(Kind.SUBSTITUTION, source.substring(start + 2, at), start, line);
  }

  private Token text() {
    int start = at;
    boolean isNumber = true;
    while (at < source.length()) {
      char c = source.charAt(at);
      isNumber &= NUMBER.indexOf(c) >= 0;
      boolean ends =
          isBlank(c)
              || ENDS_TEXT.indexOf(c) >= 0
              || c == '$'
              || source.startsWith("//", at)
              || c == '+' && !isNumber && source.startsWith("+=", at);
      if (ends && at > start) {
        break;
      }
      at++;
    }
    return token(Kind.TEXT, source.substring(start, at), start, line);
  }

  private Token single(Kind kind) {
    at++;
    return token(kind, source.substring(at - 1, at), at - 1, line);
  }

  private Token token(Kind kind, String text, int start, int startLine) {
    return new Token(kind, text, startLine, start, at);
  }

  /** As the parser has it. */
  private static boolean isBlank(char c) {
    return Character.isWhitespace(c)
        || c == '\u00A0'
        || c == '\u2007'
        || c == '\u202F'
        || c == '\uFEFF';
  }
}
