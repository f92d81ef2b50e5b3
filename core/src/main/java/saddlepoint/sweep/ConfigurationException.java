// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.sweep;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration cannot be used; carries everything that is wrong with it. */
public final class ConfigurationException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient List<Problem> problems;

  /** All problems at once; the message has a line for each. */
  public ConfigurationException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** One problem. */
  public ConfigurationException(String place, String message) {
    this(List.of(new Problem(place, message)));
  }

  /** What is wrong, in the order it was found. */
  public List<Problem> problems() {
    return problems;
  }
}
