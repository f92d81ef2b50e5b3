// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.hadoop.fs.Path;

/** The merges of a run whose files are there, at one moment. */
final class CommittedMerges {
  /** By their ids, in the order of their numbers. */
  private final Map<String, Merge> byId;

  /** By the ids of waves, the one that each is read from. */
  private final Map<String, Merge> last = new HashMap<>();

  private CommittedMerges(Map<String, Merge> byId) {
    this.byId = byId;
    for (Merge merge : byId.values()) {
      requireWhole(merge);
      merge.waves().forEach(wave -> last.put(wave, merge));
    }
  }

  /**
   * Of those that were told.
   *
   * @param told in the order of their numbers
   * @param isThere whether the file of a merge's id is there
   * @throws TableException if one has some waves of one before it, and not all
   */
  static CommittedMerges of(List<Merge> told, Predicate<String> isThere) {
    Map<String, Merge> byId = new LinkedHashMap<>();
    for (Merge merge : told) {
      String id = merge.id();
      if (isThere.test(id)) {
        byId.put(id, merge);
      }
    }
    return new CommittedMerges(byId);
  }

  /**
   * A wave in several merges was merged again, with all that was beside it: else rows would be read
   * twice.
   */
  private void requireWhole(Merge merge) {
    Map<Integer, Integer> shared = new HashMap<>();
    Map<Integer, Merge> before = new HashMap<>();
    for (String wave : merge.waves()) {
      Merge replaced = last.get(wave);
      if (replaced != null) {
        shared.merge(replaced.number(), 1, Integer::sum);
        before.put(replaced.number(), replaced);
      }
    }
    shared.forEach(
        (number, count) -> {
          if (count != before.get(number).parts().size()) {
            throw new TableException(
                RunBooks.nameOfMerge(merge.number())
                    + " of run "
                    + merge.run()
                    + " has some waves of "
                    + RunBooks.nameOfMerge(number)
                    + " and not all; no driver writes such; restore the run's folder under "
                    + TableFolder.RUNS);
          }
        });
  }

  /** The one that a wave is read from. */
  Optional<Merge> of(String wave) {
    return Optional.ofNullable(last.get(wave));
  }

  /** Those that waves are read from. */
  Collection<Merge> read() {
    Map<Integer, Merge> read = new TreeMap<>();
    last.values().forEach(merge -> read.put(merge.number(), merge));
    return read.values();
  }

  /**
   * Which merge has taken the place of a file.
   *
   * @param id of a wave, or of a merge
   */
  Optional<Merge> inPlaceOf(String id) {
    Merge merge = byId.get(id);
    return merge == null
        ? of(id)
        : of(merge.waves().get(0)).filter(later -> later.number() > merge.number());
  }

  /**
   * What each committed wave is read from.
   *
   * @param found what was found by the ids of waves and of merges
   */
  Map<String, List<Path>> resolve(Map<String, List<Path>> found) {
    Map<String, List<Path>> files = new LinkedHashMap<>(found);
    files.keySet().removeAll(byId.keySet());
    for (Merge merge : read()) {
      List<Path> file = found.get(merge.id());
      merge.waves().forEach(wave -> files.put(wave, file));
    }
    return files;
  }
}
