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
 *
 * @param name for the command line
 * @param description one line
 * @param sql over the views
 */
record NamedQuery(String name, String description, String sql) {
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
          "runs");

  private static final String COMMENT = "-- ";

  /** The query of one of the names. */
  static NamedQuery of(String name) {
    try (InputStream in = NamedQuery.class.getResourceAsStream(name + ".sql")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      int end = text.indexOf('\n');
      return new NamedQuery(name, text.substring(COMMENT.length(), end), text.substring(end + 1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All of them. */
  static List<NamedQuery> all() {
    return NAMES.stream().map(NamedQuery::of).toList();
  }
}
