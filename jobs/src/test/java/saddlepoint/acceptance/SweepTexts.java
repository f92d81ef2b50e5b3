// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import saddlepoint.acceptance.RandomSweepText.Fault;
import saddlepoint.sweep.ConfigurationException;
import saddlepoint.sweep.SweepReader;
import saddlepoint.sweep.Trial;

/** Reads random sweeps and compares. */
final class SweepTexts {
  private SweepTexts() {}

  /**
   * What is wrong with the reading of one random sweep.
   *
   * @param seed of the sweep
   * @param fault that its text has; null for none
   */
  static Optional<String> failure(long seed, Fault fault, Path folder) throws IOException {
    RandomSweepText sweep = new RandomSweepText(new Random(seed), fault);
    Path file = Files.writeString(folder.resolve("random.conf"), sweep.text());
    String shown = "random seed " + seed + ":\n" + sweep.text() + "\n" + sweep.assignments();
    List<Trial> trials;
    try {
      trials = new SweepReader().read(file, sweep.assignments()).plan("float32", 1).trials();
    } catch (ConfigurationException e) {
      boolean hasPlaces =
          e.problems().stream()
              .allMatch(
                  problem ->
                      problem.place().startsWith(file.toString())
                          || problem.place().startsWith("--set "));
      return fault == null || !hasPlaces
          ? Optional.of("refused with " + e.getMessage() + "\n" + shown)
          : Optional.empty();
    }
    if (fault != null) {
      return Optional.of("was taken: " + shown);
    }
    TreeSet<String> found =
        trials.stream().map(Trial::id).collect(Collectors.toCollection(TreeSet::new));
    return found.equals(sweep.expected())
        ? Optional.empty()
        : Optional.of(
            found.size() + " trials, not the " + sweep.expected().size() + " meant: " + shown);
  }
}
