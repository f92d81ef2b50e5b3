// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;

/** Reads what is committed in a local folder of tables, past the product. */
public final class CommittedRows {
  private final Path trials;

  /** Rows of the tables in a folder. */
  public CommittedRows(Path out) {
    this.trials = out.resolve("trials");
  }

  /** The trial ids of all rows of a run, as they stand in the files. */
  public List<String> trialIds(String run) {
    List<String> ids = new ArrayList<>();
    for (Path file : files()) {
      if (file.getFileName().toString().startsWith(run + "-")) {
        ids.addAll(trialIds(file));
      }
    }
    return ids;
  }

  /** Every file with its size and time of change. */
  SortedMap<Path, String> stamps() {
    SortedMap<Path, String> stamps = new TreeMap<>();
    for (Path file : files()) {
      try {
        stamps.put(file, Files.size(file) + " bytes of " + Files.getLastModifiedTime(file));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return stamps;
  }

  private static List<String> trialIds(Path file) {
    List<String> ids = new ArrayList<>();
    org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(file.toUri());
    try (ParquetReader<Group> reader =
        ParquetReader.builder(new GroupReadSupport(), path).withConf(new Configuration()).build()) {
      for (Group row = reader.read(); row != null; row = reader.read()) {
        ids.add(row.getString("trial_id", 0));
      }
      return ids;
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
  }

  private List<Path> files() {
    if (!Files.exists(trials)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(trials)) {
      return files.filter(file -> file.toString().endsWith(".parquet")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
