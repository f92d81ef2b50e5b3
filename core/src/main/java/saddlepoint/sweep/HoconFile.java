// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.sweep;

import java.nio.file.Path;

/**
 * A file as it was read once, for the parser and for what looks at its text; or the text of an
 * option, which has no lines.
 *
 * @param path as people gave it; null for an option
 * @param name for messages
 * @param text without a byte order mark
 * @param includedBy the file that includes it; null for the sweep's own
 */
record HoconFile(Path path, String name, String text, HoconFile includedBy) {
  static HoconFile of(Path path, String text, HoconFile includedBy) {
    return new HoconFile(path, path.toString(), text, includedBy);
  }

  static HoconFile option(String name, String text) {
    return new HoconFile(null, name, text, null);
  }

  /** How many files include this one, one through the other; 0 for the sweep's own. */
  int depth() {
    return includedBy == null ? 0 : 1 + includedBy.depth();
  }

  /** Whether a file is this one or one that it was included by. */
  boolean isWithin(HoconFile other) {
    return equals(other) || includedBy != null && includedBy.isWithin(other);
  }

  /** The place of a line, as messages have it. */
  String place(int line) {
    return path == null ? name : name + ":" + line;
  }
}
