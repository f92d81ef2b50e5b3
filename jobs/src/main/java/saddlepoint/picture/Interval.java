// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.picture;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A figure with its interval, as tables write it: {@code 0.98 (0.70 to 1.20)}.
 *
 * @param name of what it is a figure of
 * @param middle between both ends
 * @param low the least, finite
 * @param high the greatest, perhaps infinite
 */
public record Interval(String name, double middle, double low, double high) {
  private static final String NUMBER =
      "(-?[0-9][0-9,]*(?:\\.[0-9]+)?(?:[eE][-+]?[0-9]+)?|Infinity)";
  private static final Pattern TEXT =
      Pattern.compile(NUMBER + "(?: %)? \\(" + NUMBER + " to " + NUMBER + "\\)");

  /** The interval that a text tells; empty if it tells none. */
  public static Optional<Interval> of(String name, String text) {
    Matcher matcher = TEXT.matcher(text.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Interval interval =
        new Interval(
            name, number(matcher.group(1)), number(matcher.group(2)), number(matcher.group(3)));
    return Double.isInfinite(interval.low) || interval.low > interval.high
        ? Optional.empty()
        : Optional.of(interval);
  }

  private static double number(String text) {
    return Double.parseDouble(text.replace(",", ""));
  }
}
