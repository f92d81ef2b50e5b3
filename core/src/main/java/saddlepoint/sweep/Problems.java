// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.sweep;

import com.typesafe.config.ConfigOrigin;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Collects what is wrong with a configuration, so that all is told at once. Not thread safe. */
final class Problems {
  /** A name with more slips than one in so many characters is another name. */
  private static final int CHARACTERS_A_SLIP = 3;

  /** How the parser describes a line, or the lines of an object that was merged. */
  private static final Pattern LINE = Pattern.compile("(.*): (\\d+)(-\\d+)?", Pattern.DOTALL);

  /** How the program was called, for commands to copy; the launcher knows. */
  static final String PROGRAM = System.getProperty("saddlepoint.program", "saddlepoint");

  /** Nobody reads more; a file that was made by a program may have one on each line. */
  private static final int MOST = 50;

  private static final int MOST_CHARACTERS = 1200;

  private final Set<Problem> found = new LinkedHashSet<>();

  void add(ConfigOrigin origin, String message) {
    add(place(origin), message);
  }

  void add(String place, String message) {
    found.add(new Problem(place, shortened(message)));
  }

  /** A value that fills pages is told by its ends. */
  private static String shortened(String message) {
    return message.length() <= MOST_CHARACTERS
        ? message
        : message.substring(0, MOST_CHARACTERS / 2)
            + " ... "
            + message.substring(message.length() - MOST_CHARACTERS / 2);
  }

  boolean any() {
    return !found.isEmpty();
  }

  /**
   * Ends the reading if anything was wrong.
   *
   * @throws ConfigurationException with all problems
   */
  void raise() {
    if (any()) {
      List<Problem> told = found.stream().limit(MOST).collect(Collectors.toList());
      int more = found.size() - told.size();
      if (more > 0) {
        told.add(new Problem("and", more + " more"));
      }
      throw new ConfigurationException(told);
    }
  }

  /** File and line, or the option that the value stands in. */
  static String place(ConfigOrigin origin) {
    Matcher line = LINE.matcher(origin.description());
    return line.matches() ? line.group(1) + ":" + line.group(2) : origin.description();
  }

  /** What to say of a name that nobody knows, with the nearest known one if one is near. */
  static String unknown(String what, String name, Collection<String> known) {
    return "unknown " + what + " \"" + name + "\"" + nearest(name, known);
  }

  /** What is wrong, with the nearest known name if one is near and all that are known. */
  static String unknownOf(String wrong, String name, Collection<String> known) {
    String nearest = nearest(name, known);
    return wrong
        + " \""
        + name
        + "\""
        + nearest
        + (nearest.isEmpty() ? "; there" : " There")
        + " are "
        + String.join(", ", known);
  }

  /** The nearest known name if one is near, or the empty text. */
  static String nearest(String name, Collection<String> known) {
    int slips = Math.max(2, name.length() / CHARACTERS_A_SLIP);
    LevenshteinDistance distance =
        new LevenshteinDistance(Math.max(0, Math.min(slips, name.length() - 2)));
    Optional<String> nearest =
        known.stream()
            .filter(candidate -> distance.apply(name, candidate) >= 0)
            .min(Comparator.comparing(candidate -> distance.apply(name, candidate)));
    return nearest.map(candidate -> "; did you mean " + candidate + "?").orElse("");
  }
}
