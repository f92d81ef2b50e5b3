// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.hadoop.fs.Path;

/**
 * Compares files of rows and of generators with what manifests tell of them.
 *
 * @param folder id of the folder of tables
 * @param archives where the generators of the folder are
 */
record ManifestCheck(Storage storage, String folder, Path archives, CheckDepth depth) {

  /** Whether the values of rows are read. */
  boolean comparesRows() {
    return depth == CheckDepth.VALUES;
  }

  /**
   * The manifest that tells of a file.
   *
   * @param manifests of what the file holds: of the driver that committed it, and of any that were
   *     killed before
   * @throws WaveFiles.UnfitException if none does
   */
  Manifest requireManifest(Path file, Digests found, List<Manifest> manifests, Plan plan)
      throws IOException {
    if (manifests.isEmpty()) {
      throw new WaveFiles.UnfitException("has no manifest in its run's folder");
    }
    String told = "";
    String foreign = "";
    for (Manifest manifest : manifests) {
      if (manifest.attempt() == plan.attempt()) {
        for (Manifest.DataFile part : manifest.files()) {
          if (isAs(part, file, found, plan.rows())) {
            foreign = foreign(manifest, plan);
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
   * Compares a file of generators with what a manifest tells of it, and with the rows where those
   * are read.
   *
   * @param told null if there is none
   * @param named what rows name in it, as {@link WaveFiles#generators} has it; empty where they are
   *     not read
   * @return how many bytes were read
   * @throws WaveFiles.UnfitException saying what it is not
   */
  long requireGenerators(Manifest.DataFile told, Map<String, String> named) throws IOException {
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
    if (comparesRows()) {
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

  /** What says that a file came from elsewhere with its manifest; older manifests do not tell. */
  private String foreign(Manifest manifest, Plan plan) {
    if (manifest.folder() != null && !manifest.folder().equals(folder)) {
      return "was committed into another folder of tables, of id " + manifest.folder();
    }
    if (manifest.cut() != null && !manifest.cut().equals(plan.sha256())) {
      return "was committed under another "
          + plan.file()
          + " than its run's folder has (restore that, if it was replaced)";
    }
    return "";
  }

  private static boolean isAs(Manifest.DataFile told, Path file, Digests found, long rows) {
    return told.name().equals(file.getName()) && told.rows() == rows && isSame(told, found);
  }

  private static boolean isSame(Manifest.DataFile told, Digests found) {
    return told.bytes() == found.bytes()
        && told.crc32c().equals(found.crc32c())
        && (found.sha256() == null || told.sha256().equals(found.sha256()));
  }

  /** Of a file, as far as the check goes. */
  Digests digests(Path file) throws IOException {
    try (InputStream in = storage.open(file)) {
      return depth == CheckDepth.VALUES ? Digests.whole(in) : Digests.quick(in);
    }
  }

  /**
   * What a file was to hold.
   *
   * @param attempt of its rows; 0 for merges, which may have several
   * @param rows how many
   * @param file name of the cut or merge in the run's folder
   * @param sha256 of that
   */
  record Plan(int attempt, long rows, String file, String sha256) {}
}
