// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.sweep;

import com.typesafe.config.ConfigOrigin;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Collects what is wrong with a configuration, so that all is told at once. Not thread safe. */
final class Problems {
  /** A name with more slips than one in so many characters is another name. */
  private static final int CHARACTERS_A_SLIP = 3;

  private final List<Problem> found = new ArrayList<>();

  void add(ConfigOrigin origin, String message) {
    add(place(origin), message);
  }

  void add(String place, String message) {
    Problem problem = new Problem(place, message);
    if (!found.contains(problem)) {
      found.add(problem);
    }
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
      throw new ConfigurationException(found);
    }
  }

  /** File and line, or the option that the value stands in. */
  static String place(ConfigOrigin origin) {
    String where =
        origin.filename() != null ? origin.filename() : origin.description().replace("String", "");
    int colon = where.lastIndexOf(": ");
    where = colon >= 0 && origin.filename() == null ? where.substring(0, colon) : where;
    return origin.filename() != null && origin.lineNumber() > 0
        ? where + ":" + origin.lineNumber()
        : where;
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

  private static String nearest(String name, Collection<String> known) {
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
