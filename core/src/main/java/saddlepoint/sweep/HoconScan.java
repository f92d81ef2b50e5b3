// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.sweep;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import saddlepoint.sweep.Definitions.Definition;
import saddlepoint.sweep.HoconTokens.Kind;
import saddlepoint.sweep.HoconTokens.Token;

/**
 * Looks at the text of a sweep's files for what the parser of HOCON does without a word: of keys
 * that stand twice it keeps the last, objects and lists without a comma between them it joins, and
 * brackets it follows as deep as they go. What is no HOCON at all is left to the parser. Used once.
 */
final class HoconScan {
  /** Brackets, and names in a key. A sweep nests six deep. */
  private static final int MOST_DEPTH = 50;

  /** Of lists in lists. */
  private static final String NO_KEY = "[";

  private static final Pattern DECIMAL_COMMA = Pattern.compile("(-?\\d+),(\\d+)");

  private final Problems problems;
  private final HoconFiles files;
  private final List<HoconFile> seen = new ArrayList<>();
  private final Definitions root;
  private final List<OptionalKey> optional = new ArrayList<>();

  HoconScan(Problems problems, HoconFiles files) {
    this.problems = problems;
    this.files = files;
    this.root = new Definitions(problems, OptionalKey.NONE);
  }

  /**
   * Looks at a file and at all that it includes.
   *
   * @throws ConfigurationException if a file cannot be read, or nests too deep for the parser
   */
  void scan(HoconFile file) {
    new OneFile(file, root, "", 0).scan();
  }

  /** Where a key of the sweep's own object stands, or else the sweep's file. */
  String place(String key) {
    Definition found = root.find(key);
    return found == null ? seen.get(0).name() : found.place();
  }

  /** How many files include the one that a place is in; 0 if it is none. */
  int depth(String place) {
    return seen.stream()
        .filter(file -> place.startsWith(file.name() + ":"))
        .mapToInt(HoconFile::depth)
        .min()
        .orElse(0);
  }

  /** The keys that are absent where a variable is not set. */
  List<OptionalKey> optional() {
    return List.copyOf(optional);
  }

  /** An open bracket. The prefix is of the keys in it, or the key of a list. */
  private static final class Frame {
    private final boolean isList;
    private final Definitions definitions;
    private final String prefix;
    private Value value;

    Frame(boolean isList, Definitions definitions, String prefix) {
      this.isList = isList;
      this.definitions = definitions;
      this.prefix = prefix;
    }
  }

  /** What stands behind a key, or between two commas of a list, as far as it is read. */
  private static final class Value {
    private final String path;
    private final Definitions definitions;
    private final int line;
    private final boolean isAppended;
    private final List<Token> pieces = new ArrayList<>();

    Value(String path, Definitions definitions, int line, boolean isAppended) {
      this.path = path;
      this.definitions = definitions;
      this.line = line;
      this.isAppended = isAppended;
    }

    boolean has(Kind kind) {
      return pieces.stream().anyMatch(piece -> piece.is(kind));
    }

    /** Built of what the key had, or absent where a variable is not set. */
    boolean isMeantToReplace() {
      return isAppended
          || pieces.size() == 1 && pieces.get(0).is(Kind.SUBSTITUTION) && isOptional(pieces.get(0))
          || pieces.stream().anyMatch(piece -> piece.is(Kind.SUBSTITUTION) && names(piece, path));
    }

    boolean mayBeAbsent() {
      return !isAppended
          && !pieces.isEmpty()
          && pieces.stream().allMatch(piece -> piece.is(Kind.SUBSTITUTION) && isOptional(piece));
    }

    private static boolean isOptional(Token substitution) {
      return substitution.text().startsWith("?");
    }

    private static boolean names(Token substitution, String path) {
      return substitution.text().replaceFirst("^\\?", "").strip().equals(path);
    }
  }

  /** The walk through one file. */
  private final class OneFile {
    private final HoconFile file;
    private final HoconTokens tokens;
    private final Deque<Frame> open = new ArrayDeque<>();
    private final int outerDepth;
    private Token current;
    private boolean isEnded;

    /**
     * A walk that has not begun.
     *
     * @param definitions of the object that holds the file's keys
     * @param prefix of their names, with its point
     */
    OneFile(HoconFile file, Definitions definitions, String prefix, int outerDepth) {
      this.file = file;
      this.tokens = new HoconTokens(file.text());
      this.outerDepth = outerDepth;
      open.push(new Frame(/* isList= */ false, definitions, prefix));
      seen.add(file);
    }

    void scan() {
      advance();
      skipNewlines();
      if (current.is(Kind.OPEN_OBJECT)) {
        advance();
      } else if (current.is(Kind.OPEN_LIST)) {
        open.peek().value = listAtTheTop();
      }
      while (!isEnded && !current.is(Kind.END)) {
        Frame frame = open.peek();
        if (frame.value != null) {
          piece(frame);
        } else if (frame.isList) {
          element(frame);
        } else {
          entry(frame);
        }
      }
      while (!open.isEmpty()) {
        end(open.pop());
      }
    }

    /** No sweep, and yet the parser follows its brackets. */
    private Value listAtTheTop() {
      return new Value("", new Definitions(problems, NO_KEY), current.line(), false);
    }

    private void advance() {
      current = tokens.next();
    }

    private void skipNewlines() {
      while (current.is(Kind.NEWLINE)) {
        advance();
      }
    }

    /** The next token that is part of a value, or the value's end. */
    private void piece(Frame frame) {
      switch (current.kind()) {
        case OPEN_OBJECT, OPEN_LIST -> {
          join(frame.value);
          push(frame);
        }
        case TEXT, QUOTED, SUBSTITUTION -> {
          if (current.is(Kind.SUBSTITUTION)) {
            checkDepth(points(current.text()));
          }
          frame.value.pieces.add(current);
          advance();
        }
        case NEWLINE, COMMA, CLOSE_OBJECT, CLOSE_LIST, SEPARATOR, END -> end(frame);
      }
    }

    /** Tells of two objects, or two lists, that would become one. */
    private void join(Value value) {
      boolean isObject = current.is(Kind.OPEN_OBJECT);
      int size = value.pieces.size();
      // Lists may be meant to be joined by what a variable holds; objects lose keys by it.
      List<Token> others =
          isObject ? value.pieces : value.pieces.subList(Math.max(0, size - 1), size);
      if (others.stream().anyMatch(other -> other.is(current.kind()))) {
        problems.add(
            file.place(current.line()),
            "a comma or a line break is missing in \""
                + (isObject ? "} {" : "] [")
                + "\": "
                + (isObject
                    ? "two objects there become one, which holds each key once"
                    : "two lists there become one"));
      }
    }

    private void push(Frame frame) {
      Value value = frame.value;
      boolean isList = current.is(Kind.OPEN_LIST);
      boolean isJoined = value.has(current.kind());
      value.pieces.add(current);
      checkDepth(1);
      if (isList) {
        open.push(
            new Frame(
                /* isList= */ true, value.definitions, value.path.isEmpty() ? NO_KEY : value.path));
      } else {
        // What is appended is an element of a list, and what is joined is told already.
        boolean isElement = value.path.isEmpty() || value.isAppended;
        if (!isElement && !isJoined) {
          value.definitions.open(value.path, definition(value));
        }
        Definitions own =
            isJoined || value.isAppended
                ? new Definitions(
                    problems, value.path.isEmpty() ? value.definitions.list() : value.path)
                : value.definitions;
        open.push(new Frame(/* isList= */ false, own, isElement ? "" : value.path + "."));
      }
      advance();
    }

    private void end(Frame frame) {
      Value value = frame.value;
      frame.value = null;
      if (value != null
          && !value.path.isEmpty()
          && (value.isAppended || !value.has(Kind.OPEN_OBJECT))) {
        value.definitions.add(value.path, definition(value));
        if (value.mayBeAbsent()) {
          optional.add(
              new OptionalKey(value.definitions.list(), value.path, file.place(value.line)));
        }
      }
    }

    private Definition definition(Value value) {
      return new Definition(
          file, value.line, value.has(Kind.SUBSTITUTION), value.isMeantToReplace());
    }

    /** Between the elements of a list. */
    private void element(Frame frame) {
      switch (current.kind()) {
        case NEWLINE, COMMA -> advance();
        case CLOSE_LIST -> close();
        case CLOSE_OBJECT, SEPARATOR -> isEnded = true;
        case OPEN_OBJECT, OPEN_LIST, TEXT, QUOTED, SUBSTITUTION ->
            frame.value =
                new Value(
                    "",
                    new Definitions(problems, frame.prefix),
                    current.line(),
                    /* isAppended= */ false);
        case END -> isEnded = true;
      }
    }

    private void close() {
      if (open.size() > 1) {
        open.pop();
      }
      advance();
    }

    /** Between the keys of an object. */
    private void entry(Frame frame) {
      switch (current.kind()) {
        case NEWLINE, COMMA -> advance();
        case CLOSE_OBJECT -> close();
        case TEXT, QUOTED -> {
          if (current.is(Kind.TEXT) && current.text().equals("include")) {
            include(frame);
          } else {
            key(frame);
          }
        }
        case OPEN_OBJECT, OPEN_LIST, CLOSE_LIST, SEPARATOR, SUBSTITUTION, END -> isEnded = true;
      }
    }

    private void key(Frame frame) {
      Token first = current;
      StringBuilder path = new StringBuilder(frame.prefix);
      int end = first.start();
      while (current.is(Kind.TEXT) || current.is(Kind.QUOTED)) {
        path.append(file.text(), end, current.is(Kind.TEXT) ? current.start() : end);
        path.append(current.text());
        end = current.end();
        advance();
      }
      checkDepth(points(path));
      boolean isAlone = !current.is(Kind.SEPARATOR) && !current.is(Kind.OPEN_OBJECT);
      if (isAlone) {
        decimalComma(first);
      }
      skipNewlines();
      if (current.is(Kind.SEPARATOR)) {
        boolean isAppended = current.text().equals("+=");
        advance();
        skipNewlines();
        frame.value = new Value(path.toString(), frame.definitions, first.line(), isAppended);
      } else if (current.is(Kind.OPEN_OBJECT)) {
        frame.value = new Value(path.toString(), frame.definitions, first.line(), false);
      } else {
        isEnded = true;
      }
    }

    /** A number behind a number and a comma is no key: somebody writes decimals so. */
    private void decimalComma(Token key) {
      Matcher matcher = DECIMAL_COMMA.matcher(file.text());
      int from = Math.max(0, file.text().lastIndexOf('\n', key.start()));
      matcher.region(from, key.end());
      while (matcher.find()) {
        if (matcher.end() == key.end() && matcher.start(2) == key.start()) {
          boolean mayBeThousands = matcher.group(2).length() == 3 && !matcher.group(1).equals("0");
          throw new ConfigurationException(
              file.place(key.line()),
              "a comma separates values, so that "
                  + matcher.group()
                  + " are two; write "
                  + (mayBeThousands ? matcher.group(1) + matcher.group(2) + " or " : "")
                  + matcher.group(1)
                  + "."
                  + matcher.group(2));
        }
      }
    }

    private void include(Frame frame) {
      Token keyword = current;
      StringBuilder how = new StringBuilder();
      for (advance(); current.is(Kind.TEXT); advance()) {
        how.append(current.text());
      }
      if (!current.is(Kind.QUOTED)) {
        isEnded = true;
        return;
      }
      String kind = how.toString().replaceFirst("^required\\(", "").replace("(", "");
      HoconFile included = files.included(file, kind, current.text(), file.place(keyword.line()));
      new OneFile(included, frame.definitions, frame.prefix, outerDepth + open.size()).scan();
      for (advance(); current.is(Kind.TEXT); advance()) {
        // The closing parentheses.
      }
    }

    private static long points(CharSequence path) {
      return path.chars().filter(c -> c == '.').count();
    }

    private void checkDepth(long more) {
      if (outerDepth + open.size() + more > MOST_DEPTH) {
        throw new ConfigurationException(
            file.place(current.line()),
            "brackets and names nest deeper than "
                + MOST_DEPTH
                + "; a sweep needs no more than ten, so close or remove some");
      }
    }
  }
}
