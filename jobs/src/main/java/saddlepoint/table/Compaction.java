// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * Puts the small files of a run's waves together into larger ones, while drivers write to the run
 * and others read it.
 *
 * <p>A merge is told in the run's books, then committed by giving its file its name, as a wave is.
 * From then on its waves are read from it. The files that they were in stay for readers that began
 * before, and are removed later. A driver may be killed at any moment: what was told and not
 * committed, the next one commits.
 */
public final class Compaction {
  /** What files should have: large enough to be read at full speed, small enough for a task. */
  public static final long TARGET_BYTES = 128L << 20;

  private static final int NOT_TOLD = 0;

  private final TableFolder tables;
  private final RunFolder run;
  private final RunBooks books;
  private final Storage storage;
  private final Driver driver;

  /** Those that this driver knows; one that another tells later has the next one's number. */
  private final List<Merge> told;

  Compaction(TableFolder tables, RunFolder run, RunBooks books, Driver driver) throws IOException {
    this.tables = tables;
    this.run = run;
    this.books = books;
    this.storage = tables.storage();
    this.driver = driver;
    this.told = new ArrayList<>(books.merges());
  }

  /**
   * A merge to write.
   *
   * @param merge told already, or not yet
   * @param sources what its waves are read from now
   * @param waves of it
   * @param bytes of all sources
   */
  public record Task(Merge merge, List<Path> sources, List<Wave> waves, long bytes) {
    public Task {
      sources = List.copyOf(sources);
      waves = List.copyOf(waves);
    }

    private static Task of(Merge merge, List<Source> sources) {
      return new Task(
          merge,
          sources.stream().map(Source::file).toList(),
          sources.stream().flatMap(source -> source.waves().stream()).toList(),
          sources.stream().mapToLong(Source::bytes).sum());
    }

    /** How many rows it has. */
    public long rows() {
      return waves.stream().mapToLong(Wave::size).sum();
    }
  }

  /**
   * A file that nobody reads any more who looks now.
   *
   * @param since when it was replaced
   */
  public record Replaced(Path file, long bytes, Instant since) {}

  /**
   * What is to be merged: what was told and not committed, and then what is worth it, in the order
   * of the cuts. Files that older builds wrote stay as they are, since theirs have other columns.
   *
   * @param ledger of the run, whose files were checked after this was made
   * @param targetBytes what merged files should have
   * @throws TableException if a file is not what was committed
   */
  public List<Task> plan(Ledger ledger, long targetBytes) {
    return TableFolder.guard(books.folder().toString(), () -> tasks(ledger, targetBytes));
  }

  private List<Task> tasks(Ledger ledger, long targetBytes) throws IOException {
    List<Source> sources = sources(ledger);
    List<Task> tasks = new ArrayList<>();
    for (Merge merge : told) {
      if (!storage.exists(run.file(merge.id()))) {
        List<Source> parts = sources.stream().filter(source -> source.isOf(merge)).toList();
        // One of which a wave is gone is left alone. Whoever told of it may be slow and not dead,
        // so that its waves are nobody else's.
        if (parts.stream().mapToInt(source -> source.waves().size()).sum()
            == merge.parts().size()) {
          tasks.add(Task.of(merge, parts));
        }
        sources.removeAll(parts);
      }
    }
    List<Source> group = new ArrayList<>();
    long bytes = 0;
    for (Source source : sources) {
      if (source.bytes() < targetBytes / 2) {
        if (bytes + source.bytes() > targetBytes) {
          add(tasks, group);
          group.clear();
          bytes = 0;
        }
        group.add(source);
        bytes += source.bytes();
      }
    }
    add(tasks, group);
    return tasks;
  }

  /** The files of the run that have the columns of today, in the order of the cuts. */
  private List<Source> sources(Ledger ledger) throws IOException {
    Map<String, FileStatus> stored = run.stored();
    Map<String, List<Manifest>> manifests = books.manifests();
    List<Source> sources = new ArrayList<>();
    for (Map.Entry<List<Path>, List<Wave>> read : ledger.wavesByFiles().entrySet()) {
      // Waves of format 1 are folders.
      Optional<WaveName> name = WaveName.parse(read.getKey().get(0).getName());
      if (name.isPresent()) {
        FileStatus file = stored.get(name.get().wave());
        Manifest manifest = manifest(file, manifests.getOrDefault(name.get().wave(), List.of()));
        if (manifest.schema() == TrialsTable.SCHEMA_VERSION) {
          sources.add(new Source(file.getPath(), file.getLen(), read.getValue(), manifest));
        }
      }
    }
    return sources;
  }

  /** What waves are read from now. */
  private record Source(Path file, long bytes, List<Wave> waves, Manifest manifest) {
    boolean isOf(Merge merge) {
      return waves.stream().anyMatch(wave -> merge.has(wave.id()));
    }
  }

  /** Adds what the sources are to become, if they are several. */
  private void add(List<Task> tasks, List<Source> sources) {
    if (sources.size() < 2) {
      return;
    }
    List<Merge.Part> parts = new ArrayList<>();
    Map<String, Merge> before = new HashMap<>();
    told.forEach(merge -> before.put(merge.id(), merge));
    for (Source source : sources) {
      Merge merged = before.get(source.manifest().wave());
      for (Wave wave : source.waves()) {
        String committer = merged == null ? source.manifest().driver() : merged.driverOf(wave.id());
        parts.add(new Merge.Part(wave.id(), committer));
      }
    }
    tasks.add(Task.of(new Merge(run.name(), NOT_TOLD, driver.id(), parts), sources));
  }

  /** That of the driver that committed the file; drivers that were killed have left others. */
  private Manifest manifest(FileStatus file, List<Manifest> candidates) throws IOException {
    List<Manifest> alike =
        candidates.stream()
            .filter(candidate -> candidate.files().get(0).bytes() == file.getLen())
            .toList();
    if (alike.size() == 1) {
      return alike.get(0);
    }
    Path path = file.getPath();
    Manifest.DataFile found = Manifest.DataFile.of(storage, path, path.getName(), 0);
    return alike.stream()
        .filter(candidate -> candidate.files().get(0).sha256().equals(found.sha256()))
        .findFirst()
        .orElseThrow(() -> new TableException(path + " is not what was committed; check it"));
  }

  /** Where a merge is written, as Spark writes it; nobody reads there. */
  public Path staged(Task task) {
    return new Path(tables.staging(driver), task.merge().id());
  }

  /**
   * Commits a merge that was written to staging, if it holds exactly the rows of its sources.
   *
   * @return false if another driver has committed it
   * @throws TableException if the staged file holds anything else, or another driver merges this
   *     run
   * @throws FolderGoneException if the folder of tables is no longer the one it was
   */
  public boolean commit(Task task) {
    return TableFolder.guard(books.folder().toString(), () -> commitIfFirst(task));
  }

  private boolean commitIfFirst(Task task) throws IOException {
    Path staged = staged(task);
    Path file = requireSameRows(task, WaveFiles.list(storage, staged));
    tables.requireSame();
    Merge merge = tell(task.merge());
    Manifest manifest =
        new Manifest(
            run.name(),
            merge.id(),
            0,
            TrialsTable.SCHEMA_VERSION,
            driver.id(),
            tables.id(),
            books.sha256Of(merge),
            List.of(Manifest.DataFile.of(storage, file, merge.file(), task.rows())),
            null);
    books.put(manifest, run.scratch(driver));
    boolean isOurs = storage.commit(file, run.file(merge.id()));
    if (!isOurs) {
      books.remove(manifest);
    }
    storage.delete(staged);
    return isOurs;
  }

  /** Every value of every row: what is merged is removed. */
  private Path requireSameRows(Task task, List<Path> staged) throws IOException {
    String fault = "has " + staged.size() + " files and must have one";
    if (staged.size() == 1) {
      try {
        WaveFiles.verdicts(storage, staged, run.name(), task.waves());
        RowComparison.requireSame(storage, task.sources(), staged.get(0));
        return staged.get(0);
      } catch (WaveFiles.UnfitException e) {
        fault = e.getMessage();
      }
    }
    throw new TableException(
        "what was written for merge "
            + task.merge().id()
            + " "
            + fault
            + "; nothing was merged, run compact again");
  }

  /** The merge as it stands in the books. */
  private Merge tell(Merge merge) throws IOException {
    if (merge.number() != NOT_TOLD) {
      return merge;
    }
    Merge next = new Merge(run.name(), told.size() + 1, driver.id(), merge.parts());
    if (!books.add(next, run.scratch(driver))) {
      throw new TableException(
          "run "
              + run.name()
              + ": another compact is at work on it; run this one again when that has ended");
    }
    told.add(next);
    return next;
  }

  /** Files that were replaced, in the order of their names. */
  public List<Replaced> replaced() {
    return TableFolder.guard(books.folder().toString(), this::find);
  }

  private List<Replaced> find() throws IOException {
    Map<String, FileStatus> stored = run.stored();
    CommittedMerges merges = CommittedMerges.of(books.merges(), stored::containsKey);
    Map<Integer, Instant> since = new HashMap<>();
    for (Merge merge : merges.read()) {
      since.put(merge.number(), books.lastManifest(merge.id()));
    }
    List<Replaced> replaced = new ArrayList<>();
    stored.forEach(
        (id, file) ->
            merges
                .inPlaceOf(id)
                .map(
                    merge -> new Replaced(file.getPath(), file.getLen(), since.get(merge.number())))
                .ifPresent(replaced::add));
    return replaced;
  }

  /** Removes a file that was replaced. */
  public void remove(Replaced replaced) {
    TableFolder.guard(
        books.folder().toString(),
        () -> {
          tables.requireSame();
          storage.delete(replaced.file());
          return null;
        });
  }
}
