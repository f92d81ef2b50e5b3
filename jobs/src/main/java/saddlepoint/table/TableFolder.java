// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import saddlepoint.sweep.ConfigurationException;
import scala.Tuple2;

/**
 * A folder of tables, anywhere that Hadoop reaches. It needs no Spark session. Thread safe.
 *
 * <p>On object stores whose rename is a copy (S3 and the like) no step fails if its target exists:
 * there a run takes one driver at a time.
 *
 * <pre>
 * saddlepoint.json                                    marks the folder
 * trials/run=RUN/wave=ID/part-*.parquet               committed waves
 * runs/run=RUN/cut-0001.json                          which trials are in which wave
 * runs/run=RUN/event-INSTANT-DRIVER-started.json      what happened
 * staging/DRIVER/                                     what a driver has not committed
 * </pre>
 */
public final class TableFolder {
  static final String MARKER = "saddlepoint.json";
  static final String TRIALS = "trials";
  static final String RUNS = "runs";
  static final String STAGING = "staging";
  static final String RUN_PREFIX = "run=";
  private static final int FORMAT = 1;

  private final Storage storage;

  private TableFolder(Storage storage) {
    this.storage = storage;
  }

  /**
   * The tables of a folder.
   *
   * @param location with or without a scheme
   * @return empty if there is no such folder or nothing in it
   * @throws TableException if the folder holds something else
   */
  public static Optional<TableFolder> find(String location, Configuration configuration) {
    return guard(
        location,
        () -> {
          Storage storage = new Storage(new Path(location), configuration);
          return isMarked(storage) ? Optional.of(new TableFolder(storage)) : Optional.empty();
        });
  }

  /**
   * The tables of a folder that must have some.
   *
   * @throws TableException if the folder has none, or holds something else
   */
  public static TableFolder open(String location, Configuration configuration) {
    return find(location, configuration)
        .orElseThrow(
            () ->
                new TableException(
                    location
                        + " holds no tables; check the path, or fill it with saddlepoint sweep"));
  }

  /**
   * The tables of a folder, which is made and marked where needed.
   *
   * @throws TableException if the folder holds something else
   */
  public static TableFolder create(String location, Configuration configuration, Driver driver) {
    return guard(
        location,
        () -> {
          Storage storage = new Storage(new Path(location), configuration);
          TableFolder folder = new TableFolder(storage);
          if (!isMarked(storage)) {
            storage.create(
                new Path(storage.root(), MARKER),
                Json.write(new Marker(FORMAT)),
                folder.staging(driver));
          }
          return folder;
        });
  }

  /** Hadoop's settings as spark-submit hands them over, without a session. */
  public static Configuration configuration() {
    Configuration configuration = new Configuration();
    for (Tuple2<String, String> setting : new SparkConf().getAllWithPrefix("spark.hadoop.")) {
      configuration.set(setting._1(), setting._2());
    }
    return configuration;
  }

  /** Where the folder is, with its scheme. */
  public String location() {
    return storage.root().toString();
  }

  /** The names of all runs, sorted. */
  public List<String> runs() {
    return guard(
        location(),
        () -> {
          TreeSet<String> names = new TreeSet<>();
          for (String table : List.of(RUNS, TRIALS)) {
            for (FileStatus entry : storage.list(new Path(storage.root(), table))) {
              String name = entry.getPath().getName();
              if (name.startsWith(RUN_PREFIX)) {
                names.add(name.substring(RUN_PREFIX.length()));
              }
            }
          }
          return new ArrayList<>(names);
        });
  }

  /**
   * The names of the runs that are meant, each once, sorted.
   *
   * @param asked names, or none for all
   * @throws ConfigurationException if there is no run of a name
   */
  public List<String> runs(Collection<String> asked) {
    List<String> known = runs();
    for (String run : asked) {
      if (!known.contains(run)) {
        throw new ConfigurationException(
            "--run " + run, location() + " has no such run; it has " + String.join(", ", known));
      }
    }
    return asked.isEmpty() ? known : asked.stream().distinct().sorted().toList();
  }

  /** A run, which need not exist yet. */
  public RunFolder run(String name) {
    return new RunFolder(storage, name);
  }

  /**
   * What is in the tables and should not be there: foreign, half-written and unreadable files,
   * waves that lack files or that no cut knows. Reads every footer, nothing else; changes nothing.
   *
   * @return empty if all is well
   */
  public List<FolderProblem> check() {
    return check(runs());
  }

  /**
   * Refuses to go on with tables that are not sound.
   *
   * @throws TableException naming every problem and its remedy
   */
  public void requireSound() {
    requireNone(check());
  }

  /**
   * Refuses to read runs that are not sound; other runs are not looked into.
   *
   * @param asked names, or none for all
   * @throws ConfigurationException if there is no run of a name
   * @throws TableException naming every problem and its remedy
   */
  public void requireSound(Collection<String> asked) {
    requireNone(check(runs(asked)));
  }

  /**
   * Refuses to go on with a run that is not sound; other runs are not looked into.
   *
   * @param run which need not exist yet
   * @throws TableException naming every problem and its remedy
   */
  public void requireSound(String run) {
    requireNone(check(List.of(run)));
  }

  private List<FolderProblem> check(List<String> runs) {
    return guard(location(), () -> new FolderCheck(this, storage, runs).run());
  }

  private void requireNone(List<FolderProblem> problems) {
    if (!problems.isEmpty()) {
      StringBuilder message = new StringBuilder("the tables of " + location() + " are not sound:");
      problems.forEach(problem -> message.append("\n  ").append(problem));
      throw new TableException(message.toString());
    }
  }

  /** Where the trials are. */
  Path trials() {
    return new Path(storage.root(), TRIALS);
  }

  /** A driver's own folder for what is not committed yet. */
  public Path staging(Driver driver) {
    return new Path(new Path(storage.root(), STAGING), driver.id());
  }

  /** Removes what a driver has left in its staging; others' is theirs. */
  public void clean(Driver driver) {
    guard(
        location(),
        () -> {
          storage.delete(staging(driver));
          return null;
        });
  }

  Storage storage() {
    return storage;
  }

  private static boolean isMarked(Storage storage) throws IOException {
    Path marker = new Path(storage.root(), MARKER);
    if (storage.exists(marker)) {
      try {
        int format = Json.read(storage.read(marker), Marker.class).format();
        if (format != FORMAT) {
          throw new TableException(
              marker
                  + " tells of format "
                  + format
                  + "; this build knows "
                  + FORMAT
                  + " only, use the build that wrote it or another --out");
        }
      } catch (JsonProcessingException e) {
        throw new TableException(
            marker + " is not readable: " + e.getOriginalMessage() + "; use another --out", e);
      }
      return true;
    }
    for (FileStatus entry : storage.list(storage.root())) {
      // A driver that was killed before it marked the folder leaves its staging.
      if (!entry.getPath().getName().equals(STAGING)) {
        // Another driver may have marked it since.
        if (storage.exists(marker)) {
          return true;
        }
        throw new TableException(
            storage.root()
                + " holds something else, "
                + entry.getPath().getName()
                + ", and no "
                + MARKER
                + "; give an --out that is empty or does not exist");
      }
    }
    return false;
  }

  static <T> T guard(String place, Action<T> action) {
    try {
      return action.run();
    } catch (IOException e) {
      throw new UncheckedIOException(place + ": " + e.getMessage(), e);
    }
  }

  /** Something that may meet an error of the file system. */
  interface Action<T> {
    T run() throws IOException;
  }

  private record Marker(int format) {}
}
