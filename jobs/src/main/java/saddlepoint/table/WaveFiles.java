// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import saddlepoint.metric.Verdict;

/** The Parquet files of a wave, read without Spark. */
final class WaveFiles {
  private static final String TRIAL_ID = "trial_id";
  private static final String VERDICT = "verdict";
  private static final List<String> IDENTITY = List.of("run", TRIAL_ID, "attempt", VERDICT);
  private static final MessageType PROJECTION =
      MessageTypeParser.parseMessageType(
          "message trials { required binary "
              + TRIAL_ID
              + " (STRING); required binary "
              + VERDICT
              + " (STRING); }");

  private WaveFiles() {}

  /** Whether readers and this product take a file of a wave's folder for data. */
  static boolean isData(FileStatus file) {
    String name = file.getPath().getName();
    return file.isFile() && name.startsWith("part-") && name.endsWith(".parquet");
  }

  /** The data files of a wave's folder. */
  static List<FileStatus> list(Storage storage, Path wave) throws IOException {
    List<FileStatus> files = new ArrayList<>();
    for (FileStatus file : storage.list(wave)) {
      if (isData(file)) {
        files.add(file);
      }
    }
    return files;
  }

  /** The verdicts by trial id; rows of one trial would leave one. */
  static Map<String, Verdict> verdicts(Storage storage, Path wave) throws IOException {
    Configuration configuration = new Configuration(storage.configuration());
    configuration.set(ReadSupport.PARQUET_READ_SCHEMA, PROJECTION.toString());
    Map<String, Verdict> verdicts = new HashMap<>();
    for (FileStatus file : list(storage, wave)) {
      try (ParquetReader<Group> reader =
          ParquetReader.builder(new GroupReadSupport(), file.getPath())
              .withConf(configuration)
              .build()) {
        for (Group row = reader.read(); row != null; row = reader.read()) {
          String trial = row.getString(TRIAL_ID, 0);
          Verdict verdict = Verdict.valueOf(row.getString(VERDICT, 0));
          if (verdicts.put(trial, verdict) != null) {
            throw new TableException(
                wave + " holds trial " + trial + " twice; move the folder away and sweep again");
          }
        }
      } catch (RuntimeException e) {
        throw e instanceof TableException
            ? e
            : new TableException(file.getPath() + " is not readable: " + e.getMessage(), e);
      }
    }
    return verdicts;
  }

  /**
   * The number of rows by the footer.
   *
   * @throws IOException saying what is wrong with the file
   */
  static long rows(Storage storage, FileStatus file) throws IOException {
    try (ParquetFileReader reader =
        ParquetFileReader.open(HadoopInputFile.fromStatus(file, storage.configuration()))) {
      MessageType schema = reader.getFileMetaData().getSchema();
      for (String column : IDENTITY) {
        if (!schema.containsField(column)) {
          throw new IOException("lacks the column " + column);
        }
      }
      return reader.getRecordCount();
    } catch (RuntimeException e) {
      // Parquet tells of a missing magic number like this.
      throw new IOException(e.getMessage(), e);
    }
  }
}
