// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A query that comes with the product, a resource whose first line is a comment that describes it.
 * A second comment names the columns that a table shows unless all are asked for.
 *
 * @param name for the command line
 * @param description one line
 * @param shown columns of a table that fits a page; none means all
 * @param sql over the views
 */
record NamedQuery(String name, String description, List<String> shown, String sql) {
  NamedQuery {
    shown = List.copyOf(shown);
  }

  /** Asks a view that is made of the cells. */
  static final String MAIN_EFFECTS = "main-effects";

  /** Asks about the trial that its argument names. */
  static final String TRIAL = "trial";

  /** The names, in the order in which they are listed. */
  static final List<String> NAMES =
      List.of(
          "leaderboard",
          "cells",
          MAIN_EFFECTS,
          "trials",
          TRIAL,
          "false-equilibria",
          "failures",
          "runs",
          "nights");

  private static final String COMMENT = "-- ";
  private static final String SHOWN = "-- shown: ";

  /** The query of one of the names. */
  static NamedQuery of(String name) {
    try (InputStream in = NamedQuery.class.getResourceAsStream(name + ".sql")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      List<String> lines = text.lines().toList();
      boolean isNarrow = lines.get(1).startsWith(SHOWN);
      return new NamedQuery(
          name,
          lines.get(0).substring(COMMENT.length()),
          isNarrow ? List.of(lines.get(1).substring(SHOWN.length()).split(", ")) : List.of(),
          String.join("\n", lines.subList(isNarrow ? 2 : 1, lines.size())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All of them. */
  static List<NamedQuery> all() {
    return NAMES.stream().map(NamedQuery::of).toList();
  }
}
