// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import java.util.List;

/** The tables cannot be used as they are; the message names the place and the remedy. */
public class TableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String summary;
  private final List<String> problems;

  /** With the remedy in the message. */
  public TableException(String message) {
    this(message, List.of());
  }

  /** With the remedy in the message and what the file system said as the cause. */
  public TableException(String message, Throwable cause) {
    super(message, cause);
    summary = message;
    problems = List.of();
  }

  /**
   * With several problems.
   *
   * @param summary what they have in common
   * @param problems each with its place and remedy
   */
  public TableException(String summary, List<String> problems) {
    super(problems.isEmpty() ? summary : summary + "\n  " + String.join("\n  ", problems));
    this.summary = summary;
    this.problems = List.copyOf(problems);
  }

  /** The message without the problems that it lists. */
  public String summary() {
    return summary;
  }

  /** What it lists, a line each; empty if the message says all. */
  public List<String> problems() {
    return problems;
  }
}
