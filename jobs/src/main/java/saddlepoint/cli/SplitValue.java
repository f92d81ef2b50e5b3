// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import java.util.List;
import java.util.Optional;

/** A value with brackets that a shell split at its spaces, since nobody quoted it. */
final class SplitValue {
  private static final String OPTION = "--set";

  private SplitValue() {}

  /** The first that was split behind {@code --set}, in one piece as it was meant. */
  static Optional<String> of(List<String> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      String value = value(arguments, i);
      if (opened(value) <= 0) {
        continue;
      }
      StringBuilder whole = new StringBuilder(value);
      for (int next = i + 1; next < arguments.size() && opened(whole) > 0; next++) {
        whole.append(' ').append(arguments.get(next));
      }
      return opened(whole) == 0 ? Optional.of(whole.toString()) : Optional.empty();
    }
    return Optional.empty();
  }

  /** What an argument gives to the option; empty if it gives nothing to it. */
  private static String value(List<String> arguments, int index) {
    String argument = arguments.get(index);
    if (argument.startsWith(OPTION + "=")) {
      return argument.substring(OPTION.length() + 1);
    }
    return index > 0 && arguments.get(index - 1).equals(OPTION) ? argument : "";
  }

  /** Brackets that are opened and not closed. */
  private static long opened(CharSequence text) {
    return text.chars().filter(it -> it == '[' || it == '{').count()
        - text.chars().filter(it -> it == ']' || it == '}').count();
  }
}
