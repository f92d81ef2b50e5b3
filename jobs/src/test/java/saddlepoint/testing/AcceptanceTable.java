// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What acceptance tests print: a row a test, with its tries and its failures. Not thread safe. */
public final class AcceptanceTable {
  private final String title;
  private final List<String> rows = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();

  /**
   * An empty table.
   *
   * @param title what was tried, in one line
   */
  public AcceptanceTable(String title) {
    this.title = title;
  }

  /**
   * Adds a row.
   *
   * @param tries at least one, or the row itself is a failure
   * @param failed what went wrong, a line each
   */
  public void add(String test, int tries, List<String> failed) {
    rows.add(String.format(Locale.ROOT, "%-72s %8d %8d", test, tries, failed.size()));
    failed.forEach(failure -> failures.add(test + ": " + failure));
    if (tries < 1) {
      failures.add(test + ": was not tried");
    }
  }

  /** Prints the table, and fails if anything in it did. */
  public void conclude() {
    System.out.println();
    System.out.println(title);
    System.out.printf(Locale.ROOT, "%-72s %8s %8s%n", "test", "tries", "failures");
    rows.forEach(System.out::println);
    failures.forEach(failure -> System.out.println("  FAILED " + failure));
    assertThat(rows).as("rows of " + title).isNotEmpty();
    assertThat(failures).as(title).isEmpty();
  }
}
