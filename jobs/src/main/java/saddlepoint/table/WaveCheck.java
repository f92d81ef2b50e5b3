// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.Path;

/**
 * Compares a committed wave with what its driver told of it.
 *
 * @param folder id of the folder of tables
 * @param archives where the generators of the folder are
 * @param books of the run, which have read the cut
 * @param cut which has the wave
 * @param files what holds the wave's rows
 * @param manifests of the wave: of the driver that committed it, and of any that were killed before
 */
record WaveCheck(
    Storage storage,
    String folder,
    Path archives,
    RunBooks books,
    String run,
    Cut cut,
    Wave wave,
    List<Path> files,
    List<Manifest> manifests,
    CheckDepth depth)
    implements Callable<WaveCheck.Result> {

  @Override
  public Result call() {
    try {
      boolean isOld = files.size() != 1 || WaveName.parse(files.get(0).getName()).isEmpty();
      long bytes = 0;
      if (!isOld) {
        Digests rows = digests(files.get(0));
        Manifest manifest = requireManifest(files.get(0), rows);
        bytes = rows.bytes() + requireGenerators(files.get(0), manifest);
      }
      if (isOld || depth == CheckDepth.VALUES) {
        WaveFiles.verdicts(storage, files, run, wave);
      }
      if (depth == CheckDepth.VALUES) {
        for (Path file : files) {
          WaveFiles.decode(storage, file, new RecordedRows(cut, wave)::require);
        }
        cut.trials(wave);
      }
      return new Result(bytes, Optional.empty());
    } catch (WaveFiles.UnfitException e) {
      return new Result(0, Optional.of(e.getMessage() + remedy()));
    } catch (IOException e) {
      return new Result(0, Optional.of("cannot be read (" + e + ")" + remedy()));
    } catch (TableException e) {
      return new Result(0, Optional.of("holds trials of another build: " + e.getMessage()));
    }
  }

  private String remedy() {
    return "; move it away and sweep again to train its "
        + (wave.size() == 1 ? "trial" : wave.size() + " trials");
  }

  /** The manifest that tells of the file. */
  private Manifest requireManifest(Path file, Digests found) throws IOException {
    if (manifests.isEmpty()) {
      throw new WaveFiles.UnfitException("has no manifest in its run's folder");
    }
    String told = "";
    String foreign = "";
    for (Manifest manifest : manifests) {
      if (manifest.attempt() == wave.attempt()) {
        for (Manifest.DataFile part : manifest.files()) {
          if (isAs(part, file, found)) {
            foreign = foreign(manifest);
            if (foreign.isEmpty()) {
              return manifest;
            }
          }
          told = part.bytes() + " bytes with CRC-32C " + part.crc32c();
        }
      }
    }
    if (!foreign.isEmpty()) {
      throw new WaveFiles.UnfitException(foreign);
    }
    throw new WaveFiles.UnfitException(
        "is not what was committed: it has "
            + found.bytes()
            + " bytes with CRC-32C "
            + found.crc32c()
            + " and must have "
            + told);
  }

  /**
   * Compares the wave's generators with its manifest, and with its rows where those are read.
   *
   * @return how many bytes were read
   */
  private long requireGenerators(Path rows, Manifest manifest) throws IOException {
    Manifest.DataFile told = manifest.generators();
    boolean comparesRows = depth == CheckDepth.VALUES;
    Map<String, String> named =
        comparesRows
            ? WaveFiles.generators(storage, rows, told == null ? null : told.name())
            : Map.of();
    if (told == null) {
      return 0;
    }
    Path file = new Path(archives, told.name());
    OptionalLong size = storage.size(file);
    if (size.isEmpty() || storage.isLink(file)) {
      throw new WaveFiles.UnfitException(
          "has its generators in "
              + file
              + ", which is "
              + (size.isEmpty() ? "gone" : "a symbolic link")
              + "; restore that, or give the wave up");
    }
    if (size.getAsLong() != told.bytes()) {
      throw damaged(file, size.getAsLong() + " bytes and must have " + told.bytes());
    }
    if (depth == CheckDepth.ROWS) {
      return 0;
    }
    Digests found = digests(file);
    if (!isSame(told, found)) {
      throw damaged(file, "CRC-32C " + found.crc32c() + " and must have " + told.crc32c());
    }
    if (comparesRows) {
      try (InputStream in = storage.open(file)) {
        if (!GeneratorArchive.hashes(in).equals(named)) {
          throw damaged(file, "other generators than the rows name");
        }
      }
    }
    return found.bytes();
  }

  private static WaveFiles.UnfitException damaged(Path file, String what) {
    return new WaveFiles.UnfitException(
        "has its generators in "
            + file
            + ", which is not what was committed: it has "
            + what
            + "; restore that, or give the wave up");
  }

  /** What says that a wave came from elsewhere with its manifest; older manifests do not tell. */
  private String foreign(Manifest manifest) throws IOException {
    if (manifest.folder() != null && !manifest.folder().equals(folder)) {
      return "was committed into another folder of tables, of id " + manifest.folder();
    }
    if (manifest.cut() != null && !manifest.cut().equals(books.sha256OfCut(wave))) {
      return "was committed under another "
          + RunBooks.name(cut.number())
          + " than its run's folder has (restore that, if it was replaced)";
    }
    return "";
  }

  private boolean isAs(Manifest.DataFile told, Path file, Digests found) {
    return told.name().equals(file.getName()) && told.rows() == wave.size() && isSame(told, found);
  }

  private static boolean isSame(Manifest.DataFile told, Digests found) {
    return told.bytes() == found.bytes()
        && told.crc32c().equals(found.crc32c())
        && (found.sha256() == null || told.sha256().equals(found.sha256()));
  }

  private Digests digests(Path file) throws IOException {
    try (InputStream in = storage.open(file)) {
      return depth == CheckDepth.VALUES ? Digests.whole(in) : Digests.quick(in);
    }
  }

  /**
   * What was found.
   *
   * @param bytes how many were read
   * @param problem what is wrong and its remedy; empty if nothing is
   */
  record Result(long bytes, Optional<String> problem) {}
}
