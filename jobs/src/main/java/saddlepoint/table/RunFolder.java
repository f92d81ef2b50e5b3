// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import saddlepoint.engine.Cost;
import saddlepoint.metric.Verdict;
import saddlepoint.sweep.CheckpointInterval;
import saddlepoint.sweep.Trial;

/** One run in a folder of tables. Thread safe. */
public final class RunFolder {
  /** Of the folders of waves in format 1. */
  static final String WAVE_PREFIX = "wave=";

  /** The folder of what trainings keep until their wave is committed. */
  static final String CHECKPOINTS = "checkpoints";

  private final TableFolder tables;
  private final Storage storage;
  private final String name;
  private final RunBooks books;

  RunFolder(TableFolder tables, String name) {
    this.tables = tables;
    this.storage = tables.storage();
    this.name = name;
    this.books = new RunBooks(storage, name, tables.mayHoldFormat1());
  }

  /** The run's name. */
  public String name() {
    return name;
  }

  /**
   * What is cut and committed now; rows are not looked into.
   *
   * @throws TableException if a cut is not as it was written
   */
  public Ledger ledger() {
    return guard(
        () -> {
          // Waves first: a wave's cut was written before the wave, so no wave is seen without it.
          Map<String, List<Path>> files = files();
          return new Ledger(books.cuts(), files);
        });
  }

  /** Whether a wave is committed. */
  public boolean isCommitted(Wave wave) {
    return isCommitted(wave.id());
  }

  /**
   * Whether a wave is committed.
   *
   * @param wave its id
   */
  boolean isCommitted(String wave) {
    return guard(
        () ->
            storage.exists(file(wave))
                || isMerged(wave)
                || tables.mayHoldFormat1() && storage.exists(oldFolder(wave)));
  }

  /** Whether it is read from another file than its own, which may be gone. */
  boolean isMerged(String wave) throws IOException {
    for (Merge merge : books.merges()) {
      if (merge.has(wave) && storage.exists(file(merge.id()))) {
        return true;
      }
    }
    return false;
  }

  /** Where the tasks of a wave keep checkpoints. */
  public CheckpointPlace checkpoints(Wave wave, CheckpointInterval interval) {
    return new CheckpointPlace(tables.location(), name, wave.id(), interval);
  }

  /** Where those of a wave are. */
  Path checkpoints(String wave) {
    return new Path(new Path(books.folder(), CHECKPOINTS), wave);
  }

  /** Removes the checkpoints of a wave that is committed. */
  public void removeCheckpoints(Wave wave) {
    guard(
        () -> {
          removeCheckpoints(wave.id());
          return null;
        });
  }

  /** Removes what drivers that were killed, and tasks that were given up, left after a commit. */
  public void removeCheckpoints(Ledger ledger) {
    guard(
        () -> {
          for (FileStatus wave : storage.list(checkpoints("any").getParent())) {
            if (ledger.committed().contains(wave.getPath().getName())) {
              removeCheckpoints(wave.getPath().getName());
            }
          }
          return null;
        });
  }

  private void removeCheckpoints(String wave) throws IOException {
    Path folder = checkpoints(wave);
    if (storage.exists(folder)) {
      storage.delete(folder);
      storage.deleteEmpty(folder.getParent());
    }
  }

  /** The verdicts of the latest committed attempts, by trial id; reads a few columns. */
  public Map<String, Verdict> verdicts(Ledger ledger) {
    return guard(
        () -> {
          Map<String, Verdict> verdicts = new HashMap<>();
          Map<String, Integer> latest = ledger.committedAttempts();
          for (Map.Entry<List<Path>, List<Wave>> read : ledger.wavesByFiles().entrySet()) {
            Map<String, Map<String, Verdict>> found =
                WaveFiles.verdicts(storage, read.getKey(), name, read.getValue());
            for (Wave wave : read.getValue()) {
              found
                  .get(wave.id())
                  .forEach(
                      (trial, verdict) -> {
                        if (latest.get(trial) == wave.attempt()) {
                          verdicts.put(trial, verdict);
                        }
                      });
            }
          }
          return verdicts;
        });
  }

  /**
   * Which attempt of which planned trial is wanted and not committed, by trial id.
   *
   * @param retryFailed whether trials that are worth it get another attempt
   */
  public Map<String, Integer> targets(Ledger ledger, List<Trial> planned, boolean retryFailed) {
    Map<String, Integer> committed = ledger.committedAttempts();
    Map<String, Verdict> verdicts = retryFailed ? verdicts(ledger) : Map.of();
    Map<String, Integer> targets = new HashMap<>();
    for (Trial trial : planned) {
      Integer attempt = committed.get(trial.id());
      if (attempt == null) {
        targets.put(trial.id(), 1);
      } else if (retryFailed && verdicts.get(trial.id()).isWorthRetrying()) {
        targets.put(trial.id(), attempt + 1);
      }
    }
    return targets;
  }

  /**
   * A committed trial, as it was planned.
   *
   * @param wave id of its wave
   * @return empty if no cut has such a wave, or the wave no such trial
   * @throws TableException if a cut is unreadable, or this build would name the trial differently
   */
  public Optional<Trial> trial(String wave, String id) {
    return trials(wave).stream().filter(trial -> trial.id().equals(id)).findFirst();
  }

  /**
   * The trials of a wave, as they were planned; none if no cut has it.
   *
   * @throws TableException if a cut is unreadable, or this build would name a trial differently
   */
  public List<Trial> trials(String wave) {
    for (Cut cut : ledger().cuts()) {
      for (Wave candidate : cut.waves()) {
        if (candidate.id().equals(wave)) {
          return cut.trials(candidate);
        }
      }
    }
    return List.of();
  }

  /**
   * Adds a cut, unless another driver was faster.
   *
   * @param number the one after the last cut's
   * @param attempts which attempt each trial is, by trial id
   * @param cost of the engine that is to train them
   * @return false if there is a cut of that number already; read the ledger again
   */
  public boolean addCut(
      int number,
      int numericsVersion,
      List<Trial> trials,
      Map<String, Integer> attempts,
      Cost cost,
      Driver driver) {
    Cut cut = Cut.of(name, number, driver.id(), numericsVersion, trials, attempts, cost);
    return write(() -> books.add(cut, scratch(driver)));
  }

  /** Adds an event. */
  public void add(RunEvent event, Driver driver) {
    write(
        () -> {
          books.add(event, scratch(driver));
          return null;
        });
  }

  /** Puts a sign of life in the place of the driver's last one. */
  public void put(Heartbeat heartbeat, Driver driver) {
    write(
        () -> {
          books.put(heartbeat, scratch(driver));
          return null;
        });
  }

  /** Removes those of a driver that ends. */
  public void removeHeartbeat(Driver driver) {
    guard(
        () -> {
          books.removeHeartbeat(driver);
          return null;
        });
  }

  /** The last ones of all drivers that did not end in good order, or did not yet. */
  public List<Heartbeat> heartbeats() {
    return guard(books::heartbeats);
  }

  /** The events in the order of time. */
  public List<RunEvent> events() {
    return guard(books::events);
  }

  /** How the file of a wave's generators is called that a driver commits. */
  public String generatorFile(Wave wave, Driver driver) {
    return new GeneratorsName(name, wave.id(), driver.id()).file();
  }

  /**
   * Where the generators of a wave are staged, each attempt of the task that writes them in a file
   * of its own.
   *
   * @param staged folder of the wave's rows
   */
  public static Path stagedGenerators(Path staged) {
    return staged.suffix("-generators");
  }

  /**
   * Commits a wave that was written to staging, if it holds exactly its trials.
   *
   * @param staged folder with the wave's one Parquet file
   * @return the verdicts by trial id
   * @throws TableException if the staged file holds anything else
   * @throws FolderGoneException if the folder of tables is no longer the one it was
   * @throws WaveTakenException if another driver was faster; the staged file is deleted
   */
  public Map<String, Verdict> commit(Wave wave, Path staged, Driver driver)
      throws WaveTakenException {
    return write(() -> new WaveCommit(tables, this, books, wave, driver).run(staged))
        .orElseThrow(() -> new WaveTakenException(wave));
  }

  /**
   * The file of a wave.
   *
   * @param wave its id, or that of a merge
   */
  Path file(String wave) {
    return new Path(tables.trials(), new WaveName(name, wave).file());
  }

  private Path oldFolder(String wave) {
    return new Path(oldWaves(), WAVE_PREFIX + wave);
  }

  private Path oldWaves() {
    return new Path(tables.trials(), TableFolder.RUN_PREFIX + name);
  }

  /** The files of its waves and merges, by their ids. */
  Map<String, FileStatus> stored() throws IOException {
    Map<String, FileStatus> stored = new LinkedHashMap<>();
    for (FileStatus entry : storage.list(tables.trials())) {
      WaveName.parse(entry.getPath().getName())
          .filter(wave -> wave.run().equals(name) && entry.isFile())
          .ifPresent(wave -> stored.put(wave.wave(), entry));
    }
    return stored;
  }

  private Map<String, List<Path>> files() throws IOException {
    Map<String, List<Path>> stored = new LinkedHashMap<>();
    stored().forEach((id, file) -> stored.put(id, List.of(file.getPath())));
    // Merges last: each was told before its file was there.
    Map<String, List<Path>> files =
        CommittedMerges.of(books.merges(), stored::containsKey).resolve(stored);
    if (!tables.mayHoldFormat1()) {
      return files;
    }
    for (FileStatus entry : storage.list(oldWaves())) {
      String wave = entry.getPath().getName();
      if (wave.startsWith(WAVE_PREFIX)) {
        files.putIfAbsent(
            wave.substring(WAVE_PREFIX.length()), WaveFiles.list(storage, entry.getPath()));
      }
    }
    return files;
  }

  /** Bytes of its rows, its generators and its books. */
  public long bytes() {
    return guard(
        () -> {
          long bytes = 0;
          for (Path part : parts()) {
            for (FileStatus file : storage.files(part)) {
              bytes += file.getLen();
            }
          }
          return bytes;
        });
  }

  /**
   * Removes the run. Its books go last: should this process end before, the run is one whose waves
   * are not all committed, and can be removed again.
   *
   * @param now to which signs of life are compared
   * @throws TableException if a driver is at work on it
   */
  public void remove(Instant now) {
    write(
        () -> {
          for (Heartbeat last : books.heartbeats()) {
            if (last.isAlive(now)) {
              throw new TableException(
                  "run "
                      + name
                      + ": driver "
                      + last.driver()
                      + " is at work; stop its sweep first");
            }
          }
          // Twice, for what a driver has committed in between.
          for (int pass = 0; pass < 2; pass++) {
            for (Path part : parts()) {
              storage.delete(part);
            }
          }
          return null;
        });
  }

  /** All that is the run's, the books last. */
  private List<Path> parts() throws IOException {
    List<Path> parts = new ArrayList<>();
    for (FileStatus entry : storage.list(tables.trials())) {
      if (WaveName.parse(entry.getPath().getName())
          .filter(wave -> wave.run().equals(name))
          .isPresent()) {
        parts.add(entry.getPath());
      }
    }
    if (tables.mayHoldFormat1()) {
      parts.add(oldWaves());
    }
    for (FileStatus entry : storage.list(tables.generators())) {
      if (GeneratorsName.parse(entry.getPath().getName())
          .filter(generators -> generators.run().equals(name))
          .isPresent()) {
        parts.add(entry.getPath());
      }
    }
    parts.add(books.folder());
    return parts;
  }

  /** Puts its small files together, for one driver. */
  public Compaction compaction(Driver driver) {
    return guard(() -> new Compaction(tables, this, books, driver));
  }

  /** Where a driver writes what goes into the books. */
  Path scratch(Driver driver) {
    return new Path(tables.staging(driver), "books-" + name);
  }

  /** Into the folder that it was when it was opened, and into no other. */
  private <T> T write(TableFolder.Action<T> action) {
    tables.requireSame();
    return guard(
        () -> {
          try {
            return action.run();
          } catch (IOException e) {
            // Said as what it is, if that is why.
            tables.requireSame();
            throw e;
          }
        });
  }

  private <T> T guard(TableFolder.Action<T> action) {
    return TableFolder.guard(books.folder().toString(), action);
  }
}
