// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.hadoop.fs.Path;

/**
 * The merges of a run whose files are there, at one moment.
 *
 * @param all in the order of their numbers
 */
record CommittedMerges(List<Merge> all) {
  CommittedMerges {
    all = List.copyOf(all);
  }

  /**
   * Of those that were told.
   *
   * @param told in the order of their numbers
   * @param isThere whether the file of a merge's id is there
   */
  static CommittedMerges of(List<Merge> told, Predicate<String> isThere) {
    return new CommittedMerges(told.stream().filter(merge -> isThere.test(merge.id())).toList());
  }

  /** The last one that has a wave. */
  Optional<Merge> of(String wave) {
    return Optional.ofNullable(lastOf().get(wave));
  }

  /** Those that waves are read from. */
  Set<Merge> read() {
    return new LinkedHashSet<>(lastOf().values());
  }

  /**
   * Which merge has taken the place of a file.
   *
   * @param id of a wave, or of a merge
   */
  Optional<Merge> inPlaceOf(String id) {
    for (Merge merge : all) {
      if (merge.id().equals(id)) {
        return of(merge.waves().get(0)).filter(last -> last.number() > merge.number());
      }
    }
    return of(id);
  }

  /**
   * What each committed wave is read from.
   *
   * @param found what was found by the ids of waves and of merges
   */
  Map<String, List<Path>> resolve(Map<String, List<Path>> found) {
    Map<String, List<Path>> files = new LinkedHashMap<>(found);
    all.forEach(merge -> files.remove(merge.id()));
    lastOf().forEach((wave, merge) -> files.put(wave, found.get(merge.id())));
    return files;
  }

  /**
   * A wave in several merges was merged again, with all that was beside it: else rows would be read
   * twice.
   */
  private Map<String, Merge> lastOf() {
    Map<String, Merge> last = new LinkedHashMap<>();
    for (Merge merge : all) {
      Set<String> waves = new HashSet<>(merge.waves());
      Map<Merge, Integer> before = new HashMap<>();
      for (String wave : waves) {
        Merge replaced = last.get(wave);
        if (replaced != null) {
          before.merge(replaced, 1, Integer::sum);
        }
      }
      before.forEach(
          (replaced, shared) -> {
            if (shared != replaced.parts().size()) {
              throw new TableException(
                  RunBooks.nameOfMerge(merge.number())
                      + " of run "
                      + merge.run()
                      + " has some waves of "
                      + RunBooks.nameOfMerge(replaced.number())
                      + " and not all; no driver writes such; restore the run's folder under "
                      + TableFolder.RUNS);
            }
          });
      for (String wave : merge.waves()) {
        last.put(wave, merge);
      }
    }
    return last;
  }
}
