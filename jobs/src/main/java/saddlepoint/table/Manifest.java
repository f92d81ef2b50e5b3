// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.apache.hadoop.fs.Path;

/**
 * What a driver wrote for a wave, told before the wave is committed. The wave's id is the hash of
 * its trials' ids, so a manifest that names the wave names its trials.
 *
 * @param run the run's name
 * @param wave the wave's id, or that of a merge
 * @param attempt 1, and one more for each retry; 0 for a merge, which may hold several
 * @param schema {@link TrialsTable#SCHEMA_VERSION} of the writer
 * @param driver id of the driver
 * @param folder id of the folder of tables; null in manifests of older builds
 * @param cut SHA-256 of the file of the wave's cut, or of the merge; null in manifests of older
 *     builds
 * @param files what holds the rows; one today
 * @param generators what holds the generators that were kept; null if there are none
 */
record Manifest(
    String run,
    String wave,
    int attempt,
    int schema,
    String driver,
    String folder,
    String cut,
    List<DataFile> files,
    DataFile generators)
    implements OfRun {
  Manifest {
    Objects.requireNonNull(run);
    Objects.requireNonNull(wave);
    Objects.requireNonNull(driver);
    files = List.copyOf(files);
  }

  /**
   * A file of rows, or of generators.
   *
   * @param name under the folder of trials, or of generators
   * @param rows how many trials it holds, or generators
   * @param bytes its size
   * @param crc32c of all its bytes; what every reader checks
   * @param sha256 of all its bytes; what {@code check --deep} compares
   */
  record DataFile(String name, long rows, long bytes, String crc32c, String sha256) {
    DataFile {
      Objects.requireNonNull(name);
      Objects.requireNonNull(crc32c);
      Objects.requireNonNull(sha256);
    }

    /**
     * Tells of a file, which is read for that.
     *
     * @param called its final name
     */
    static DataFile of(Storage storage, Path file, String called, long rows) throws IOException {
      try (InputStream in = storage.open(file)) {
        Digests digests = Digests.whole(in);
        return new DataFile(called, rows, digests.bytes(), digests.crc32c(), digests.sha256());
      }
    }
  }
}
