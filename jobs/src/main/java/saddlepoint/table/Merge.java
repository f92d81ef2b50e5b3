// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import saddlepoint.sweep.Identity;

/**
 * Committed waves of a run whose rows go into one file, told before that file is committed. Where
 * the file is, they are read from it; what they were in before is read by nobody any more.
 *
 * @param run whose waves they are
 * @param number from 1; a run's merges are told one after the other, so that each knows those
 *     before it
 * @param driver which driver wrote it
 * @param parts at least one
 */
public record Merge(String run, int number, String driver, List<Part> parts) implements OfRun {
  public Merge {
    Objects.requireNonNull(run);
    Objects.requireNonNull(driver);
    parts = List.copyOf(parts);
  }

  /** What its file is named by: a hash of its waves. */
  String id() {
    return Identity.of("merge\n" + waves().stream().collect(Collectors.joining("\n")));
  }

  String file() {
    return new WaveName(run, id()).file();
  }

  /** The ids of its waves. */
  List<String> waves() {
    return parts.stream().map(Part::wave).toList();
  }

  boolean has(String wave) {
    return parts.stream().anyMatch(part -> part.wave().equals(wave));
  }

  /** The driver that committed a wave of it. */
  String driverOf(String wave) {
    return parts.stream()
        .filter(part -> part.wave().equals(wave))
        .map(Part::driver)
        .findFirst()
        .orElseThrow();
  }

  /**
   * A wave of it.
   *
   * @param wave its id
   * @param driver which committed it, and whose manifest tells of its generators
   */
  public record Part(String wave, String driver) {
    public Part {
      Objects.requireNonNull(wave);
      Objects.requireNonNull(driver);
    }
  }
}
