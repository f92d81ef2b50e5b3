// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs.regress;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import saddlepoint.sweep.ConfigurationException;
import saddlepoint.sweep.Plan;
import saddlepoint.sweep.Trial;

/**
 * The random seeds of a night: those of the file, which are the same every night, and fresh ones,
 * which no other night has.
 *
 * @param fixed of the file
 * @param fresh of the date
 */
public record NightSeeds(Set<Integer> fixed, Set<Integer> fresh) {
  /** Of the first fresh one; those of files are less. */
  static final int FIRST_FRESH = 1_000_000;

  /** Random seeds that a date has for itself. */
  static final int MOST_FRESH = 10_000;

  private static final LocalDate FIRST_NIGHT = LocalDate.EPOCH;
  private static final LocalDate LAST_NIGHT = LocalDate.of(2500, 12, 31);

  /** The seeds are copied. */
  public NightSeeds {
    fixed = Set.copyOf(fixed);
    fresh = Set.copyOf(fresh);
  }

  /**
   * The seeds of a date.
   *
   * @param plan of the file alone
   * @param fresh how many fresh ones each cell gets, 0 to {@value #MOST_FRESH}
   * @throws ConfigurationException if cells of the file have different random seeds, or such as are
   *     fresh some night
   */
  public static NightSeeds of(Plan plan, LocalDate date, int fresh) {
    Set<Integer> fixed = plan.trials().stream().map(Trial::randomSeed).collect(Collectors.toSet());
    if ((long) plan.cells() * fixed.size() != plan.trials().size()) {
      throw new ConfigurationException(
          "seeds", "must be the same in all grids of a regression, which adds fresh ones to them");
    }
    fixed.stream()
        .filter(seed -> seed >= FIRST_FRESH)
        .findFirst()
        .ifPresent(
            seed -> {
              throw new ConfigurationException(
                  "seeds",
                  "must be under "
                      + FIRST_FRESH
                      + " in a regression, whose fresh ones begin there, got "
                      + seed);
            });
    if (fresh < 0 || fresh > MOST_FRESH) {
      throw new ConfigurationException(
          "--fresh", "must be a number from 0 to " + MOST_FRESH + ", got " + fresh);
    }
    if (date.isBefore(FIRST_NIGHT) || date.isAfter(LAST_NIGHT)) {
      throw new ConfigurationException(
          "--date", "must be from " + FIRST_NIGHT + " to " + LAST_NIGHT + ", got " + date);
    }
    int first = Math.toIntExact(FIRST_FRESH + date.toEpochDay() * MOST_FRESH);
    return new NightSeeds(
        fixed, IntStream.range(first, first + fresh).boxed().collect(Collectors.toSet()));
  }

  /** All of the night's, as the value of a sweep's key. */
  public String assignment() {
    List<Integer> all =
        List.copyOf(new TreeSet<>(Stream.concat(fixed.stream(), fresh.stream()).toList()));
    return "seeds=" + all;
  }
}
