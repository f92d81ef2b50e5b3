// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * Looks for what should not be in a folder of tables, and for what is not as it was written. Used
 * once.
 */
final class FolderCheck {
  private static final int THREADS = 8;

  private final TableFolder folder;
  private final Storage storage;
  private final Set<String> runs;
  private final CheckDepth depth;
  private final Set<Path> known;
  private final List<FolderProblem> problems = new ArrayList<>();
  private final Map<WaveName, List<Path>> files = new LinkedHashMap<>();
  private final FolderListing listing;
  private final BooksCheck books;

  /** By run, those whose files are there. */
  private final Map<String, CommittedMerges> merges = new HashMap<>();

  /** Waves that stand in both formats, and so hold each of their trials twice. */
  private final Set<WaveName> doubled = new HashSet<>();

  /**
   * A check to run.
   *
   * @param runs whose files are looked at
   * @param known files of waves that were found sound before, and are not read again
   */
  FolderCheck(
      TableFolder folder, Collection<String> runs, CheckDepth depth, Collection<Path> known) {
    this.folder = folder;
    this.storage = folder.storage();
    this.runs = Set.copyOf(runs);
    this.depth = depth;
    this.known = Set.copyOf(known);
    listing = new FolderListing(storage, problems);
    books = new BooksCheck(listing, folder.mayHoldFormat1(), runs);
  }

  CheckedRuns run() throws IOException {
    checkLinks();
    books.readEvents();
    checkTrials();
    checkGenerators();
    books.read();
    runs.forEach(this::readMerged);
    long bytes = checkWaves();
    SortedMap<String, Ledger> ledgers = new TreeMap<>();
    for (String run : runs) {
      Map<String, List<Path>> ofRun = new LinkedHashMap<>();
      files.forEach(
          (wave, paths) -> {
            if (wave.run().equals(run)) {
              ofRun.put(wave.wave(), paths);
            }
          });
      ledgers.put(run, new Ledger(books.cuts().getOrDefault(run, List.of()), ofRun));
    }
    if (problems.isEmpty()) {
      // Whatever else is wrong is mended first: it may be why something seems to be gone.
      ledgers.forEach(this::checkLosses);
    }
    return new CheckedRuns(folder, ledgers, problems, bytes);
  }

  private void checkLinks() {
    for (String part :
        List.of(FolderMarker.FILE, TableFolder.TRIALS, TableFolder.RUNS, TableFolder.GENERATORS)) {
      Path path = new Path(storage.root(), part);
      if (storage.isLink(path)) {
        problems.add(
            new FolderProblem(
                path.toString(), "is a symbolic link; put what it shows in its place"));
      }
    }
  }

  /** Nothing tells of what was removed but what is left: later cuts, and what events have told. */
  private void checkLosses(String run, Ledger ledger) {
    Path place = books.of(run).folder();
    int number = 1;
    for (Cut cut : ledger.cuts()) {
      for (; number < cut.number(); number++) {
        problems.add(
            new FolderProblem(
                new Path(place, RunBooks.name(number)).toString(),
                "is gone, and cut "
                    + cut.number()
                    + " is there; restore it, or sweep again to train its trials anew",
                /* isLoss= */ true));
      }
      number++;
    }
    RunEvent told = books.greatest(run).orElse(null);
    long gone = told == null ? 0 : told.committed() - ledger.committedTrials();
    if (gone > 0) {
      problems.add(
          new FolderProblem(
              place.toString(),
              "tells of "
                  + told.committed()
                  + " committed trials (driver "
                  + told.driver()
                  + "), and "
                  + gone
                  + (gone == 1 ? " of them is" : " of them are")
                  + " gone from "
                  + TableFolder.TRIALS
                  + "; restore what was removed, or sweep again to train it anew",
              /* isLoss= */ true));
    }
  }

  private void checkTrials() throws IOException {
    List<FileStatus> old = new ArrayList<>();
    for (FileStatus entry : listing.visible(folder.trials())) {
      WaveName wave = WaveName.parse(name(entry)).orElse(null);
      if (wave != null && entry.isFile()) {
        if (runs.contains(wave.run())) {
          files.put(wave, List.of(entry.getPath()));
          checkSidecar(entry.getPath());
        }
      } else if (folder.mayHoldFormat1()
          && entry.isDirectory()
          && TableFolder.runOf(name(entry)).isPresent()) {
        old.add(entry);
      } else {
        listing.foreign(entry, "is no wave's file");
      }
    }
    for (FileStatus run : old) {
      String name = TableFolder.runOf(name(run)).orElseThrow();
      if (runs.contains(name)) {
        checkOldRun(name, run.getPath());
      }
    }
  }

  /** What no manifest names is left of a driver that did not commit its wave, and says nothing. */
  private void checkGenerators() throws IOException {
    for (FileStatus entry : listing.visible(folder.generators())) {
      if (GeneratorsName.parse(name(entry)).isEmpty() || !entry.isFile()) {
        listing.foreign(entry, "is no file of a wave's generators");
      }
    }
  }

  /** Hadoop's readers compare a local file with the checksums that it finds beside it. */
  private void checkSidecar(Path wave) throws IOException {
    storage
        .checksumsBeside(wave)
        .ifPresent(
            sidecar ->
                problems.add(
                    new FolderProblem(
                        sidecar.toString(),
                        "holds checksums that no driver wrote and Hadoop's readers would compare"
                            + " with "
                            + wave.getName()
                            + "; delete it")));
  }

  /** The waves of a run of format 1, a folder each. */
  private void checkOldRun(String run, Path waves) throws IOException {
    for (FileStatus entry : listing.visible(waves)) {
      if (!entry.isDirectory() || !name(entry).startsWith(RunFolder.WAVE_PREFIX)) {
        listing.foreign(entry, "is no wave's folder");
        continue;
      }
      List<Path> parts = new ArrayList<>();
      for (FileStatus part : listing.visible(entry.getPath())) {
        if (WaveFiles.isData(part)) {
          parts.add(part.getPath());
        } else {
          listing.foreign(part, "is not one of the wave's Parquet files");
        }
      }
      WaveName wave = new WaveName(run, name(entry).substring(RunFolder.WAVE_PREFIX.length()));
      if (files.putIfAbsent(wave, parts) != null) {
        doubled.add(wave);
        listing.foreign(entry, "holds a wave that is in " + wave.file() + " already");
      }
    }
  }

  /** From here on what was merged is read from there, and files that were merged are not read. */
  private void readMerged(String run) {
    List<Merge> ofRun = books.merges(run);
    try {
      CommittedMerges committed =
          CommittedMerges.of(ofRun, id -> files.containsKey(new WaveName(run, id)));
      Map<WaveName, List<Path>> read = new LinkedHashMap<>();
      for (Merge merge : committed.read()) {
        List<Path> path = files.get(new WaveName(run, merge.id()));
        merge.waves().forEach(wave -> read.put(new WaveName(run, wave), path));
      }
      ofRun.forEach(merge -> files.remove(new WaveName(run, merge.id())));
      files.putAll(read);
      merges.put(run, committed);
    } catch (TableException e) {
      problems.add(new FolderProblem(books.of(run).folder().toString(), e.getMessage()));
      merges.put(run, CommittedMerges.of(List.of(), id -> false));
    }
  }

  private long checkWaves() throws IOException {
    List<Check> checks = new ArrayList<>();
    Map<String, Merged> merged = new LinkedHashMap<>();
    Set<WaveName> inCut = new HashSet<>();
    books
        .cuts()
        .forEach(
            (run, ofRun) ->
                ofRun.forEach(
                    cut ->
                        cut.waves()
                            .forEach(
                                wave -> {
                                  WaveName name = new WaveName(run, wave.id());
                                  if (files.containsKey(name)) {
                                    inCut.add(name);
                                    Optional<Merge> merge = merges.get(run).of(wave.id());
                                    if (merge.isPresent()) {
                                      merged
                                          .computeIfAbsent(
                                              run + "/" + merge.get().number(),
                                              absent ->
                                                  new Merged(merge.get(), new LinkedHashMap<>()))
                                          .waves()
                                          .put(wave, cut);
                                    } else if (!known.containsAll(files.get(name))) {
                                      checks.add(check(name, cut, wave));
                                    }
                                  }
                                })));
    Set<String> outside = new HashSet<>();
    for (Map.Entry<WaveName, List<Path>> wave : files.entrySet()) {
      String place = place(wave.getValue(), wave.getKey());
      if (!inCut.contains(wave.getKey()) && outside.add(place)) {
        problems.add(
            new FolderProblem(
                place,
                "is in no cut of its run; move it away, or restore the run's folder under "
                    + TableFolder.RUNS));
      }
    }
    files.keySet().retainAll(inCut);
    for (Merged each : merged.values()) {
      Wave any = each.waves().keySet().iterator().next();
      List<Path> path = files.get(new WaveName(each.merge().run(), any.id()));
      if (!known.containsAll(path)) {
        checks.add(check(each.merge(), each.waves(), path.get(0)));
      }
    }
    return run(checks);
  }

  private Check check(WaveName name, Cut cut, Wave wave) {
    return new Check(
        List.of(name),
        new WaveCheck(
            manifestCheck(),
            books.of(name.run()),
            name.run(),
            cut,
            wave,
            files.get(name),
            books.manifests(name)));
  }

  private Check check(Merge merge, Map<Wave, Cut> waves, Path file) {
    Map<String, List<Manifest>> ofWaves = new HashMap<>();
    for (String wave : merge.waves()) {
      ofWaves.put(wave, books.manifests(new WaveName(merge.run(), wave)));
    }
    return new Check(
        waves.keySet().stream().map(wave -> new WaveName(merge.run(), wave.id())).toList(),
        new MergeCheck(
            manifestCheck(),
            books.of(merge.run()),
            merge,
            waves,
            file,
            books.manifests(new WaveName(merge.run(), merge.id())),
            ofWaves));
  }

  private ManifestCheck manifestCheck() {
    return new ManifestCheck(storage, folder.id(), folder.generators(), depth);
  }

  /** A merge, and those of its waves that are in a cut. */
  private record Merged(Merge merge, Map<Wave, Cut> waves) {}

  /** Of a file, or of a folder of format 1, and the waves that are read from it. */
  private record Check(List<WaveName> waves, Callable<WaveCheck.Result> task) {}

  private long run(List<Check> checks) throws IOException {
    ExecutorService threads =
        Executors.newFixedThreadPool(
            THREADS,
            task -> {
              Thread thread = new Thread(task, "saddlepoint-check");
              thread.setDaemon(true);
              return thread;
            });
    try {
      List<Future<WaveCheck.Result>> results = new ArrayList<>();
      checks.forEach(check -> results.add(threads.submit(check.task())));
      long bytes = 0;
      for (int i = 0; i < checks.size(); i++) {
        WaveCheck.Result found = Futures.get(results.get(i), IOException.class);
        bytes += found.bytes();
        if (found.problem().isPresent()) {
          List<WaveName> waves = checks.get(i).waves();
          problems.add(
              new FolderProblem(
                  place(files.get(waves.get(0)), waves.get(0)), found.problem().get()));
          files.keySet().removeAll(waves);
        }
      }
      files.keySet().removeAll(doubled);
      return bytes;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while checking " + storage.root(), e);
    } finally {
      threads.shutdownNow();
    }
  }

  private String place(List<Path> paths, WaveName wave) {
    return paths.size() == 1
        ? paths.get(0).toString()
        : new Path(
                new Path(folder.trials(), TableFolder.RUN_PREFIX + wave.run()),
                RunFolder.WAVE_PREFIX + wave.wave())
            .toString();
  }

  private static String name(FileStatus entry) {
    return entry.getPath().getName();
  }
}
