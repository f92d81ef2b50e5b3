// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import saddlepoint.metric.Verdict;

/**
 * Commits a wave that was written to staging. Its generators and its manifest are put in place
 * first: without a wave they say nothing, and a wave without them is not sound. Used once.
 */
final class WaveCommit {
  private final TableFolder tables;
  private final Storage storage;
  private final RunFolder run;
  private final RunBooks books;
  private final Wave wave;
  private final Driver driver;

  WaveCommit(TableFolder tables, RunFolder run, RunBooks books, Wave wave, Driver driver) {
    this.tables = tables;
    this.storage = tables.storage();
    this.run = run;
    this.books = books;
    this.wave = wave;
    this.driver = driver;
  }

  /** The verdicts; empty if another driver was faster. */
  Optional<Map<String, Verdict>> run(Path staged) throws IOException {
    List<Path> files = WaveFiles.list(storage, staged);
    if (files.size() != 1) {
      throw uncommitted("has " + files.size() + " files and must have one");
    }
    Map<String, Verdict> written;
    try {
      written = WaveFiles.verdicts(storage, files, run.name(), wave);
    } catch (WaveFiles.UnfitException e) {
      throw uncommitted(e.getMessage());
    }
    Optional<Staged> generators = generators(files.get(0), staged);
    Manifest manifest = manifest(files.get(0), generators);
    tables.requireSame();
    Path archive = new Path(tables.generators(), run.generatorFile(wave, driver));
    if (generators.isPresent()) {
      putGenerators(generators.get().file(), archive);
    }
    books.put(manifest, run.scratch(driver));
    boolean isOurs = storage.commit(files.get(0), run.file(wave.id()));
    if (isOurs && run.isMerged(wave.id())) {
      // Another driver was so much faster that its file was merged, and removed, in the meantime.
      storage.delete(run.file(wave.id()));
      isOurs = false;
    }
    if (!isOurs) {
      books.remove(manifest);
      if (generators.isPresent()) {
        storage.delete(archive);
      }
    }
    storage.delete(staged);
    storage.delete(RunFolder.stagedGenerators(staged));
    return isOurs ? Optional.of(written) : Optional.empty();
  }

  /**
   * A staged file of generators.
   *
   * @param count how many it holds
   */
  private record Staged(Path file, int count) {}

  /**
   * The staged file of exactly the generators that the rows name; empty if they name none. Of
   * several attempts of a task, that whose rows were written.
   */
  private Optional<Staged> generators(Path rows, Path staged) throws IOException {
    Map<String, String> named;
    try {
      named = WaveFiles.generators(storage, rows, run.generatorFile(wave, driver));
    } catch (WaveFiles.UnfitException e) {
      throw uncommitted(e.getMessage());
    }
    if (named.isEmpty()) {
      return Optional.empty();
    }
    for (FileStatus candidate : storage.visible(RunFolder.stagedGenerators(staged))) {
      if (GeneratorArchive.isEnded(candidate.getPath())) {
        try (InputStream in = storage.open(candidate.getPath())) {
          if (GeneratorArchive.hashes(in).equals(named)) {
            return Optional.of(new Staged(candidate.getPath(), named.size()));
          }
        }
      }
    }
    throw uncommitted("lacks the generators that its rows name");
  }

  /** A file of this driver's name is left of an attempt of its own to commit the wave. */
  private void putGenerators(Path staged, Path archive) throws IOException {
    storage.makeLastingFolder(archive.getParent());
    storage.delete(archive);
    if (!storage.commit(staged, archive)) {
      throw new IOException(archive + " came about while it was written");
    }
  }

  private TableException uncommitted(String what) {
    return new TableException(
        "what was written for wave "
            + wave.id()
            + " "
            + what
            + "; the wave is not committed, run the sweep again");
  }

  private Manifest manifest(Path rows, Optional<Staged> generators) throws IOException {
    return new Manifest(
        run.name(),
        wave.id(),
        wave.attempt(),
        TrialsTable.SCHEMA_VERSION,
        driver.id(),
        tables.id(),
        books.sha256OfCut(wave),
        List.of(
            Manifest.DataFile.of(
                storage, rows, new WaveName(run.name(), wave.id()).file(), wave.size())),
        generators.isEmpty()
            ? null
            : Manifest.DataFile.of(
                storage,
                generators.get().file(),
                run.generatorFile(wave, driver),
                generators.get().count()));
  }
}
