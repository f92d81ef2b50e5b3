// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the books of runs for a check, which tells of those that are not as they were written. Used
 * once.
 */
final class BooksCheck {
  private static final Logger LOG = LoggerFactory.getLogger(BooksCheck.class);

  private final FolderListing listing;
  private final boolean mayHoldFormat1;
  private final Set<String> runs;
  private final Map<String, RunBooks> byRun = new HashMap<>();
  private final SortedMap<String, List<Cut>> cuts = new TreeMap<>();
  private final Map<String, List<Merge>> merges = new HashMap<>();
  private final Map<WaveName, List<Manifest>> manifests = new HashMap<>();
  private final Set<Path> soundEvents = new HashSet<>();
  private final Map<String, RunEvent> greatest = new HashMap<>();

  /**
   * Of some runs.
   *
   * @param mayHoldFormat1 whether cuts and events without a hash are taken
   */
  BooksCheck(FolderListing listing, boolean mayHoldFormat1, Collection<String> runs) {
    this.listing = listing;
    this.mayHoldFormat1 = mayHoldFormat1;
    this.runs = Set.copyOf(runs);
  }

  /** Reads the events: before the waves, since what an event tells was committed before it. */
  void readEvents() throws IOException {
    for (String run : runs) {
      RunBooks books = of(run);
      for (FileStatus entry : listing.storage().visible(books.folder())) {
        if (RunBooks.isEvent(entry) && !listing.storage().isLink(entry.getPath())) {
          try {
            RunEvent event = books.readEvent(entry.getPath());
            soundEvents.add(entry.getPath());
            greatest.merge(run, event, (a, b) -> a.committed() < b.committed() ? b : a);
          } catch (TableException e) {
            LOG.debug("told when the books are checked", e);
          }
        }
      }
    }
  }

  /**
   * Reads all other books: after the waves, since a wave's cut and manifest were written before it,
   * and so was a merge.
   */
  void read() throws IOException {
    for (FileStatus run : listing.visible(new Path(listing.storage().root(), TableFolder.RUNS))) {
      String name = TableFolder.runOf(run.getPath().getName()).orElse(null);
      if (name == null || !run.isDirectory()) {
        listing.foreign(run, "is no run's folder");
      } else if (runs.contains(name)) {
        RunBooks books = of(name);
        for (FileStatus entry : listing.visible(run.getPath())) {
          // Tasks at work change them at any time, and whoever reads one checks it.
          boolean isOfCheckpoints =
              entry.isDirectory() && entry.getPath().getName().equals(RunFolder.CHECKPOINTS);
          if (!isOfCheckpoints) {
            checkBook(name, books, entry);
          }
        }
      }
    }
  }

  private void checkBook(String run, RunBooks books, FileStatus entry) throws IOException {
    Path file = entry.getPath();
    try {
      if (RunBooks.isCut(entry)) {
        cuts.computeIfAbsent(run, absent -> new ArrayList<>()).add(books.readCut(file));
      } else if (RunBooks.isMerge(entry)) {
        merges.computeIfAbsent(run, absent -> new ArrayList<>()).add(books.readMerge(file));
      } else if (RunBooks.isEvent(entry)) {
        if (!soundEvents.contains(file)) {
          books.readEvent(file);
        }
      } else if (RunBooks.isManifest(entry)) {
        checkManifest(run, books, file);
      } else {
        listing.foreign(entry, "is neither a cut nor a manifest nor an event");
      }
    } catch (TableException e) {
      String place = file.toString();
      listing
          .problems()
          .add(new FolderProblem(place, e.getMessage().substring(place.length() + 1)));
    }
  }

  private void checkManifest(String run, RunBooks books, Path file) throws IOException {
    try {
      Manifest manifest = books.readManifest(file);
      manifests
          .computeIfAbsent(new WaveName(run, manifest.wave()), absent -> new ArrayList<>())
          .add(manifest);
    } catch (FileNotFoundException | NoSuchFileException e) {
      // A driver that was not the first removes its own, also after it was listed here.
      LOG.debug("{} is gone", file);
    }
  }

  /** The books of a run. */
  RunBooks of(String run) {
    return byRun.computeIfAbsent(
        run, absent -> new RunBooks(listing.storage(), absent, mayHoldFormat1));
  }

  /** The cuts of all runs that have some, by the run, in the order of their numbers. */
  SortedMap<String, List<Cut>> cuts() {
    return cuts;
  }

  /** Those of a run, in the order of their numbers. */
  List<Merge> merges(String run) {
    return merges.getOrDefault(run, List.of());
  }

  /** Those of a wave or a merge. */
  List<Manifest> manifests(WaveName name) {
    return manifests.getOrDefault(name, List.of());
  }

  /** The event of a run that tells of the most committed trials. */
  Optional<RunEvent> greatest(String run) {
    return Optional.ofNullable(greatest.get(run));
  }
}
