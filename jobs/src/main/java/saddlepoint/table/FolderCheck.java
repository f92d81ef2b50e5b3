// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/** Looks for what should not be in a folder of tables. Used once. */
final class FolderCheck {
  private static final int THREADS = 8;

  private final TableFolder folder;
  private final Storage storage;
  private final Set<String> runs;
  private final List<FolderProblem> problems = new ArrayList<>();
  private final Map<Path, Long> wanted = new HashMap<>();
  private final List<Path> waves = new ArrayList<>();

  /**
   * A check to run.
   *
   * @param runs whose files are looked at
   */
  FolderCheck(TableFolder folder, Storage storage, Collection<String> runs) {
    this.folder = folder;
    this.storage = storage;
    this.runs = Set.copyOf(runs);
  }

  List<FolderProblem> run() throws IOException {
    checkTrials();
    checkBooks();
    for (Path wave : waves) {
      if (!wanted.containsKey(wave)) {
        problems.add(
            new FolderProblem(
                wave.toString(),
                "is in no cut of its run; move it away, or restore the run's folder under "
                    + TableFolder.RUNS));
      }
    }
    waves.retainAll(wanted.keySet());
    checkFiles();
    return problems;
  }

  private void checkTrials() throws IOException {
    for (FileStatus run : storage.list(folder.trials())) {
      if (isHidden(run)) {
        continue;
      }
      if (!run.isDirectory() || !name(run).startsWith(TableFolder.RUN_PREFIX)) {
        foreign(run, "is no run's folder");
        continue;
      }
      if (!runs.contains(name(run).substring(TableFolder.RUN_PREFIX.length()))) {
        continue;
      }
      for (FileStatus wave : storage.list(run.getPath())) {
        if (isHidden(wave)) {
          continue;
        }
        if (!wave.isDirectory() || !name(wave).startsWith(RunFolder.WAVE_PREFIX)) {
          foreign(wave, "is no wave's folder");
        } else {
          waves.add(wave.getPath());
        }
      }
    }
  }

  /** After the waves: a wave's cut was written before it, so no wave is seen without its cut. */
  private void checkBooks() throws IOException {
    for (FileStatus run : storage.list(new Path(storage.root(), TableFolder.RUNS))) {
      if (isHidden(run)) {
        continue;
      }
      if (!run.isDirectory() || !name(run).startsWith(TableFolder.RUN_PREFIX)) {
        foreign(run, "is no run's folder");
        continue;
      }
      if (!runs.contains(name(run).substring(TableFolder.RUN_PREFIX.length()))) {
        continue;
      }
      RunFolder books = folder.run(name(run).substring(TableFolder.RUN_PREFIX.length()));
      for (FileStatus entry : storage.list(run.getPath())) {
        if (!isHidden(entry)) {
          checkBook(books, entry);
        }
      }
    }
  }

  private void checkBook(RunFolder books, FileStatus entry) throws IOException {
    try {
      if (RunFolder.CUT.matcher(name(entry)).matches()) {
        for (Wave wave : books.readCut(entry.getPath()).waves()) {
          wanted.put(books.folder(wave), (long) wave.size());
        }
      } else if (RunFolder.EVENT.matcher(name(entry)).matches()) {
        books.readEvent(entry.getPath());
      } else {
        foreign(entry, "is neither a cut nor an event");
      }
    } catch (TableException e) {
      String place = entry.getPath().toString();
      problems.add(new FolderProblem(place, e.getMessage().substring(place.length() + 1)));
    }
  }

  private void checkFiles() throws IOException {
    ExecutorService threads =
        Executors.newFixedThreadPool(
            THREADS,
            task -> {
              Thread thread = new Thread(task, "saddlepoint-check");
              thread.setDaemon(true);
              return thread;
            });
    try {
      List<Future<List<FolderProblem>>> found = new ArrayList<>();
      for (Path wave : waves) {
        found.add(threads.submit(() -> checkWave(wave, wanted.get(wave))));
      }
      for (Future<List<FolderProblem>> future : found) {
        problems.addAll(future.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while checking " + storage.root(), e);
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  private List<FolderProblem> checkWave(Path wave, long wantedRows) throws IOException {
    List<FolderProblem> ofWave = new ArrayList<>();
    long rows = 0;
    for (FileStatus file : storage.list(wave)) {
      if (isHidden(file)) {
        continue;
      }
      if (!WaveFiles.isData(file)) {
        ofWave.add(problem(file, "is not one of the wave's Parquet files", ""));
        continue;
      }
      try {
        rows += WaveFiles.rows(storage, file);
      } catch (IOException e) {
        ofWave.add(problem(file, "is no whole Parquet file of trials", reason(e)));
      }
    }
    if (ofWave.isEmpty() && rows != wantedRows) {
      ofWave.add(
          new FolderProblem(
              wave.toString(),
              "holds "
                  + rows
                  + " trials where its cut has "
                  + wantedRows
                  + "; move it away and sweep again to train them"));
    }
    return ofWave;
  }

  private static String reason(IOException e) {
    return e.getMessage() == null ? "" : " (" + e.getMessage().strip() + ")";
  }

  private void foreign(FileStatus entry, String what) {
    problems.add(problem(entry, what, ""));
  }

  private static FolderProblem problem(FileStatus entry, String what, String detail) {
    return new FolderProblem(entry.getPath().toString(), what + detail + "; move it away");
  }

  /** Names that start with a dot are read by nobody, and file managers leave such files. */
  private static boolean isHidden(FileStatus entry) {
    return name(entry).startsWith(".");
  }

  private static String name(FileStatus entry) {
    return entry.getPath().getName();
  }
}
