// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import saddlepoint.metric.Verdict;

/** The Parquet files of a wave, read without Spark. */
final class WaveFiles {
  private static final String RUN = "run";
  static final String TRIAL_ID = "trial_id";
  static final String WAVE = "wave";
  private static final String ATTEMPT = "attempt";
  private static final String VERDICT = "verdict";
  private static final List<String> IDENTITY = List.of(RUN, TRIAL_ID, WAVE, ATTEMPT, VERDICT);
  private static final List<String> NAMING =
      List.of(TRIAL_ID, GeneratorColumns.FILE, GeneratorColumns.STEP, GeneratorColumns.SHA256);

  private WaveFiles() {}

  /** Whether a file is one that Spark's writer made. */
  static boolean isData(FileStatus file) {
    String name = file.getPath().getName();
    return file.isFile() && name.startsWith("part-") && name.endsWith(".parquet");
  }

  /** The files of a folder that Spark's writer made. */
  static List<Path> list(Storage storage, Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    for (FileStatus file : storage.list(folder)) {
      if (isData(file)) {
        files.add(file.getPath());
      }
    }
    return files;
  }

  /**
   * The verdicts by trial id, if the files hold exactly the trials of a wave.
   *
   * @throws UnfitException saying what else they hold
   */
  static Map<String, Verdict> verdicts(Storage storage, List<Path> files, String run, Wave wave)
      throws IOException {
    return verdicts(storage, files, run, List.of(wave)).get(wave.id());
  }

  /**
   * The verdicts by wave and trial id, if the files hold exactly the trials of these waves: each
   * once, under its run, wave and attempt.
   *
   * @throws UnfitException saying what else they hold
   */
  static Map<String, Map<String, Verdict>> verdicts(
      Storage storage, List<Path> files, String run, List<Wave> waves) throws IOException {
    Map<String, Wave> wanted = new HashMap<>();
    Map<String, Map<String, Verdict>> verdicts = new HashMap<>();
    Set<String> members = new HashSet<>();
    for (Wave wave : waves) {
      wanted.put(wave.id(), wave);
      verdicts.put(wave.id(), new HashMap<>());
      wave.trials().forEach(member -> members.add(wave.id() + member.id()));
    }
    for (Path file : files) {
      for (Identity row : identities(storage, file)) {
        if (!run.equals(row.run())) {
          throw new UnfitException("holds a row of run " + row.run() + ", not of " + run);
        }
        Wave wave = wanted.get(row.wave());
        if (wave == null || wave.attempt() != row.attempt()) {
          throw new UnfitException(
              "holds a row of wave " + row.wave() + ", attempt " + row.attempt());
        }
        if (!members.contains(wave.id() + row.trial())) {
          throw new UnfitException("holds trial " + row.trial() + ", which is not of its wave");
        }
        if (verdicts.get(wave.id()).put(row.trial(), row.verdict()) != null) {
          throw new UnfitException("holds trial " + row.trial() + " twice");
        }
      }
    }
    int found = verdicts.values().stream().mapToInt(Map::size).sum();
    if (found != members.size()) {
      throw new UnfitException("holds " + found + " trials where its cut has " + members.size());
    }
    return verdicts;
  }

  /**
   * Decodes every value of a file, and compares the checksum of every page.
   *
   * @param reading gets every row
   * @throws UnfitException saying what is wrong with the file
   */
  static void decode(Storage storage, Path file, Reading reading) throws IOException {
    read(storage, file, schema -> schema, reading);
  }

  /**
   * SHA-256 of the generators that rows name, by their file and by what they are called in it.
   *
   * @param file of rows
   */
  static Map<String, Map<String, String>> generators(Storage storage, Path file)
      throws IOException {
    Map<String, Map<String, String>> generators = new HashMap<>();
    read(
        storage,
        file,
        WaveFiles::naming,
        row -> {
          if (!row.getType().containsField(GeneratorColumns.FILE)
              || row.getFieldRepetitionCount(GeneratorColumns.FILE) == 0) {
            return;
          }
          Map<String, String> ofFile =
              generators.computeIfAbsent(
                  row.getString(GeneratorColumns.FILE, 0), absent -> new HashMap<>());
          Group steps = row.getGroup(GeneratorColumns.STEP, 0);
          Group hashes = row.getGroup(GeneratorColumns.SHA256, 0);
          for (int i = 0; i < steps.getFieldRepetitionCount(0); i++) {
            ofFile.put(
                GeneratorArchive.entry(
                    row.getString(TRIAL_ID, 0), steps.getGroup(0, i).getInteger(0, 0)),
                hashes.getGroup(0, i).getString(0, 0));
          }
        });
    return generators;
  }

  /**
   * The same of the rows of one wave.
   *
   * @param archive name of the file of generators that they must be in; null if there is none
   * @throws UnfitException if a row names another file
   */
  static Map<String, String> generators(Storage storage, Path file, String archive)
      throws IOException {
    Map<String, Map<String, String>> generators = generators(storage, file);
    for (String named : generators.keySet()) {
      if (!named.equals(archive)) {
        throw new UnfitException(
            "names generators in " + named + " where its manifest has " + archive);
      }
    }
    return generators.getOrDefault(archive, Map.of());
  }

  /** Files of older builds name no generators. */
  private static MessageType naming(MessageType schema) {
    return new MessageType(
        schema.getName(),
        NAMING.stream().filter(schema::containsField).map(schema::getType).toList());
  }

  private static List<Identity> identities(Storage storage, Path file) throws IOException {
    List<Identity> identities = new ArrayList<>();
    read(storage, file, WaveFiles::identity, row -> identities.add(Identity.of(row)));
    return identities;
  }

  private static MessageType identity(MessageType schema) throws UnfitException {
    List<Type> fields = new ArrayList<>();
    for (String column : IDENTITY) {
      if (!schema.containsField(column)) {
        throw new UnfitException("lacks the column " + column);
      }
      fields.add(schema.getType(column));
    }
    return new MessageType(schema.getName(), fields);
  }

  private static void read(Storage storage, Path file, Projection projection, Reading reading)
      throws IOException {
    ParquetReadOptions options =
        HadoopReadOptions.builder(storage.configuration())
            .usePageChecksumVerification(true)
            .build();
    try (ParquetFileReader reader =
        ParquetFileReader.open(HadoopInputFile.fromPath(file, storage.configuration()), options)) {
      MessageType schema = projection.of(reader.getFileMetaData().getSchema());
      reader.setRequestedSchema(schema);
      MessageColumnIO columns = new ColumnIOFactory().getColumnIO(schema);
      for (PageReadStore pages = reader.readNextRowGroup();
          pages != null;
          pages = reader.readNextRowGroup()) {
        RecordReader<Group> rows = columns.getRecordReader(pages, new GroupRecordConverter(schema));
        for (long row = 0; row < pages.getRowCount(); row++) {
          reading.accept(rows.read());
        }
      }
    } catch (UnfitException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // Parquet tells of what it cannot read in exceptions of many kinds.
      throw new UnfitException("is no whole Parquet file of trials (" + reason(e) + ")", e);
    }
  }

  private static String reason(Throwable e) {
    return e.getMessage() == null ? e.toString() : e.getMessage().strip();
  }

  /** What a row says of itself; anything may be null in a file that is not ours. */
  private record Identity(String run, String trial, String wave, int attempt, Verdict verdict) {
    static Identity of(Group row) throws UnfitException {
      for (String column : IDENTITY) {
        if (row.getFieldRepetitionCount(column) == 0) {
          throw new UnfitException("holds a row without " + column);
        }
      }
      return new Identity(
          row.getString(RUN, 0),
          row.getString(TRIAL_ID, 0),
          row.getString(WAVE, 0),
          row.getInteger(ATTEMPT, 0),
          Verdict.valueOf(row.getString(VERDICT, 0)));
    }
  }

  private interface Projection {
    MessageType of(MessageType schema) throws UnfitException;
  }

  /** Gets the rows of a file. */
  interface Reading {
    void accept(Group row) throws UnfitException;
  }

  /** Says what is wrong with a wave's files, without their place and remedy. */
  static final class UnfitException extends IOException {
    private static final long serialVersionUID = 1;

    UnfitException(String message) {
      super(message);
    }

    UnfitException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
