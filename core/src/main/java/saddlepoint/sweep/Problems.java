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
  private static final int FARTHEST = 4;

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

  /** A question for the nearest known name, or nothing if none is near. */
  static String nearest(String name, Collection<String> known) {
    LevenshteinDistance distance = new LevenshteinDistance(FARTHEST);
    Optional<String> nearest =
        known.stream()
            .filter(candidate -> distance.apply(name, candidate) >= 0)
            .min(Comparator.comparing(candidate -> distance.apply(name, candidate)));
    return nearest.map(candidate -> "; did you mean " + candidate + "?").orElse("");
  }
}
