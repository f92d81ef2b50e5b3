// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import saddlepoint.generator.Npz;

/**
 * The generators of a wave in one zip, each an {@code ID-STEP.npz}, written while the wave's rows
 * go by. Not thread safe.
 */
public final class GeneratorArchive implements Closeable {
  private static final int TRIAL_ID = TrialsTable.schema().fieldIndex(WaveFiles.TRIAL_ID);
  private static final int STEP = TrialsTable.schema().fieldIndex(GeneratorColumns.STEP);

  private static final Logger LOG = LoggerFactory.getLogger(GeneratorArchive.class);
  private static final String ENDED = ".zip";

  private final FileSystem fileSystem;
  private final Path part;
  private final Path whole;
  private final OutputStream out;
  private final ZipOutputStream zip;
  private boolean isEnded;

  private GeneratorArchive(FileSystem fileSystem, Path part, Path whole) throws IOException {
    this.fileSystem = fileSystem;
    this.part = part;
    this.whole = whole;
    out = fileSystem.create(part, true);
    zip = new ZipOutputStream(new BufferedOutputStream(out), UTF_8);
  }

  /**
   * Begins a file that nobody looks at yet, on an executor.
   *
   * @param folder where generators are staged
   * @param attempt which attempt of a task writes it
   */
  public static GeneratorArchive create(String folder, long attempt) throws IOException {
    Path part = new Path(folder, attempt + ".part");
    FileSystem fileSystem = part.getFileSystem(TableFolder.configuration());
    return new GeneratorArchive(fileSystem, part, new Path(folder, attempt + ENDED));
  }

  /** Whether a staged file was ended. */
  static boolean isEnded(Path staged) {
    return staged.getName().endsWith(ENDED);
  }

  /**
   * Writes the generators of a row.
   *
   * @param row of {@link TrialsTable#rowWithGenerators}
   * @return the row as it is stored
   */
  public Row keep(Row row) throws IOException {
    int columns = row.length() - 1;
    byte[][] files = (byte[][]) row.get(columns);
    if (files.length > 0) {
      List<Integer> steps = row.getList(STEP);
      for (int i = 0; i < files.length; i++) {
        Npz.put(zip, entry(row.getString(TRIAL_ID), steps.get(i)), files[i]);
      }
    }
    Object[] values = new Object[columns];
    for (int column = 0; column < columns; column++) {
      values[column] = row.get(column);
    }
    return RowFactory.create(values);
  }

  /** Ends the file, which then holds all that was kept; nothing happens if it was ended. */
  public void end() throws IOException {
    if (isEnded) {
      return;
    }
    zip.close();
    if (!fileSystem.rename(part, whole)) {
      throw new IOException(part + " cannot be renamed to " + whole.getName());
    }
    isEnded = true;
  }

  /** Gives the file up, unless it was ended. */
  @Override
  public void close() {
    if (!isEnded) {
      try {
        out.close();
      } catch (IOException e) {
        LOG.debug("{} is given up", part, e);
      }
    }
  }

  /** How a generator is called in the file. */
  static String entry(String trial, int step) {
    return trial + "-" + step + ".npz";
  }

  /**
   * SHA-256 of every generator of a file, by its name there.
   *
   * @throws IOException if it is no whole file
   */
  static Map<String, String> hashes(InputStream file) throws IOException {
    Map<String, String> hashes = new HashMap<>();
    try (ZipInputStream zip = new ZipInputStream(file, UTF_8)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (hashes.put(entry.getName(), Digests.whole(zip).sha256()) != null) {
          throw new IOException("holds " + entry.getName() + " twice");
        }
      }
    }
    return hashes;
  }

  /**
   * The bytes of a generator.
   *
   * @throws IOException if the file is damaged before it
   */
  static Optional<byte[]> find(InputStream file, String name) throws IOException {
    try (ZipInputStream zip = new ZipInputStream(file, UTF_8)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (entry.getName().equals(name)) {
          return Optional.of(zip.readAllBytes());
        }
      }
    }
    return Optional.empty();
  }
}
