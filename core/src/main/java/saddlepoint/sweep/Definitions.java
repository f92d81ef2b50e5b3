// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.sweep;

import java.util.TreeMap;

/**
 * The keys that one object holds, and where each stands: the parser lets the last of several win
 * without a word. Not thread safe.
 */
final class Definitions {
  /** The time that the parser takes grows with the square of them. */
  private static final int MOST_KEYS = 1000;

  /** And with the cube of these. */
  private static final int MOST_REPLACEMENTS = 30;

  private final TreeMap<String, Definition> values = new TreeMap<>();
  private final Problems problems;
  private final String list;
  private int added;
  private int replacements;

  /**
   * No keys yet.
   *
   * @param list the key of the list that holds the object, whose keys are then perhaps those of
   *     two; {@link OptionalKey#NONE} if it is in none
   */
  Definitions(Problems problems, String list) {
    this.problems = problems;
    this.list = list;
  }

  /** The key of the list that holds the object. */
  String list() {
    return list;
  }

  /**
   * A value that stands somewhere.
   *
   * @param mayBeObject whether it is a substitution, so that nobody knows here what it holds
   * @param isMeantToReplace whether it is built of the value before it, or may be absent
   */
  record Definition(HoconFile file, int line, boolean mayBeObject, boolean isMeantToReplace) {
    String place() {
      return file.place(line);
    }
  }

  /** Where a key stands, or null. */
  Definition find(String path) {
    return values.get(path);
  }

  /** Adds a value that is no object, and tells if another one is lost by it. */
  void add(String path, Definition added) {
    count(added);
    if (added.isMeantToReplace() && ++replacements > MOST_REPLACEMENTS) {
      throw new ConfigurationException(
          added.place(),
          "+= and values made of those before them stand more than "
              + MOST_REPLACEMENTS
              + " times in an object; write the values out");
    }
    check(path, path, added);
    checkAbove(path, added);
    String below = path + ".";
    String next = values.ceilingKey(below);
    if (next != null && next.startsWith(below)) {
      check(next, path, added);
    }
    values.put(path, added);
  }

  /** Adds an object, or the start of one: what is lost is a value of the same name. */
  void open(String path, Definition added) {
    count(added);
    Definition old = values.get(path);
    if (old != null && !old.mayBeObject()) {
      check(path, path, added);
    }
    checkAbove(path, added);
  }

  private void count(Definition definition) {
    if (++added > MOST_KEYS) {
      throw new ConfigurationException(
          definition.place(),
          "an object holds more than "
              + MOST_KEYS
              + " keys; a sweep knows some hundred, so remove the others");
    }
  }

  private void checkAbove(String path, Definition added) {
    for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
      String above = path.substring(0, dot);
      Definition old = values.get(above);
      if (old != null && !old.mayBeObject()) {
        check(above, path, added);
      }
    }
  }

  private void check(String lost, String path, Definition added) {
    Definition old = values.get(lost);
    boolean isLater = old != null && !added.file().isWithin(old.file());
    if (old == null || isLater || added.isMeantToReplace()) {
      return;
    }
    if (!old.file().equals(added.file())) {
      problems.add(
          old.place(),
          lost
              + " is lost, since "
              + added.place()
              + " is included after it; put the include first");
    } else if (!list.equals(OptionalKey.NONE)) {
      problems.add(
          added.place(),
          "an object holds "
              + path
              + " twice, at "
              + old.place()
              + " too; a comma or a line break is missing between two { }, or remove one");
    } else {
      problems.add(
          added.place(),
          path + " stands at " + old.place() + " already, and the later one would win; remove one");
    }
  }
}
