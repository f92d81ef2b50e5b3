// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.zip.ZipException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import saddlepoint.generator.GeneratorFile;
import saddlepoint.sweep.ConfigurationException;
import saddlepoint.sweep.SweepReader;
import scala.Tuple2;

/**
 * A folder of tables, anywhere that Hadoop reaches. It needs no Spark session. Thread safe.
 *
 * <pre>
 * saddlepoint.json                                    marks the folder
 * trials/RUN-WAVE.parquet                             committed waves
 * generators/RUN-WAVE-DRIVER.zip                      their generators, where they are kept
 * runs/run=RUN/cut-0001.json                          which trials are in which wave
 * runs/run=RUN/wave-WAVE-DRIVER.json                  a wave's manifest: size, rows, hashes
 * runs/run=RUN/merge-0001.json                        which waves were put into one file
 * runs/run=RUN/event-INSTANT-DRIVER-started.json      what happened
 * runs/run=RUN/checkpoints/WAVE/                      what trainings need to go on, until the commit
 * staging/DRIVER/                                     what a driver has not committed
 * regressions/NAME/DATE.json                          what a night found
 * </pre>
 *
 * <p>Format 1 had {@code trials/run=RUN/wave=ID/part-*.parquet} and no manifests. It is read, and a
 * run that was begun in it goes on.
 */
public final class TableFolder {
  static final int FORMAT = 2;
  static final String TRIALS = "trials";
  static final String RUNS = "runs";
  static final String GENERATORS = "generators";
  static final String STAGING = "staging";
  static final String REGRESSIONS = "regressions";
  static final String RUN_PREFIX = "run=";
  private static final Set<String> PARTS = Set.of(TRIALS, RUNS, GENERATORS, STAGING, REGRESSIONS);

  private final Storage storage;
  private final FolderMarker marker;

  private TableFolder(Storage storage, FolderMarker marker) {
    this.storage = storage;
    this.marker = marker;
  }

  /**
   * The tables of a folder.
   *
   * @param location with or without a scheme, every character as it is
   * @return empty if there is no such folder or nothing in it
   * @throws TableException if the folder holds something else
   */
  public static Optional<TableFolder> find(String location, Configuration configuration) {
    return guard(
        location,
        () -> {
          Storage storage = new Storage(new Path(location), configuration);
          return FolderMarker.find(storage).map(marker -> new TableFolder(storage, marker));
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
   * The tables of a folder, which is made and marked where needed. Tables of format 1 become ones
   * of {@value #FORMAT} that hold some waves of format 1.
   *
   * @param isSingle whether no other driver writes there, so that it does not matter whether the
   *     file system can tell who was first
   * @throws TableException if the folder holds something else, or the file system cannot tell
   */
  public static TableFolder create(
      String location, Configuration configuration, Driver driver, boolean isSingle) {
    return guard(
        location,
        () -> {
          Storage storage = new Storage(new Path(location), configuration);
          FolderMarker.find(storage);
          Path scratch = staging(storage, driver);
          try {
            if (!isSingle) {
              new CreateProbe(storage, new Path(scratch, "probe")).run();
            }
            FolderMarker marker = FolderMarker.ensure(storage, driver.id(), scratch);
            TableFolder folder = new TableFolder(storage, marker);
            storage.makeLastingFolder(folder.trials());
            return folder;
          } catch (IOException | RuntimeException e) {
            storage.delete(scratch);
            throw e;
          }
        });
  }

  /**
   * Hadoop's settings as spark-submit hands them over, without a session; on executors those that
   * the driver sent.
   */
  public static Configuration configuration() {
    Configuration configuration = new Configuration();
    ProcessUmask.applyTo(configuration);
    SparkEnv environment = SparkEnv.get();
    SparkConf spark = environment == null ? new SparkConf() : environment.conf();
    for (Tuple2<String, String> setting : spark.getAllWithPrefix("spark.hadoop.")) {
      configuration.set(setting._1(), setting._2());
    }
    return configuration;
  }

  /**
   * Where a path lies inside the parts of a folder of tables that only this product writes.
   *
   * @return the folder of tables, or empty if the path is not in such a part
   */
  public static Optional<String> around(String location, Configuration configuration) {
    return guard(
        location,
        () -> {
          Path path = new Path(location);
          FileSystem fileSystem = path.getFileSystem(configuration);
          return around(
                  fileSystem.makeQualified(path),
                  Path::getParent,
                  Path::getName,
                  folder -> fileSystem.exists(new Path(folder, FolderMarker.FILE)))
              .map(Path::toString);
        });
  }

  /** The same of a local path, without Hadoop, which takes its time to begin. */
  public static Optional<java.nio.file.Path> around(java.nio.file.Path path) {
    return guard(
        path.toString(),
        () ->
            around(
                path.toAbsolutePath().normalize(),
                java.nio.file.Path::getParent,
                part -> part.getFileName().toString(),
                folder -> Files.exists(folder.resolve(FolderMarker.FILE))));
  }

  private static <P> Optional<P> around(
      P path, UnaryOperator<P> parent, Function<P, String> name, Marked<P> marked)
      throws IOException {
    for (P part = path; parent.apply(part) != null; part = parent.apply(part)) {
      P folder = parent.apply(part);
      if (PARTS.contains(name.apply(part)) && marked.test(folder)) {
        return Optional.of(folder);
      }
    }
    return Optional.empty();
  }

  /** Whether a folder has the marker of tables. */
  private interface Marked<P> {
    boolean test(P folder) throws IOException;
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
            for (FileStatus entry : storage.visible(new Path(storage.root(), table))) {
              String name = entry.getPath().getName();
              boolean mayBeFolder = table.equals(RUNS) || mayHoldFormat1();
              Optional<String> run = mayBeFolder ? runOf(name) : Optional.empty();
              run.or(() -> WaveName.parse(name).map(WaveName::run)).ifPresent(names::add);
            }
          }
          return new ArrayList<>(names);
        });
  }

  /** The run whose folder has a name; empty if no run's has. */
  static Optional<String> runOf(String folder) {
    return Optional.of(folder)
        .filter(name -> name.startsWith(RUN_PREFIX))
        .map(name -> name.substring(RUN_PREFIX.length()))
        .filter(SweepReader::isName);
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

  /** The names of all regressions that have nights, sorted. */
  List<String> regressions() {
    return guard(
        location(),
        () -> {
          TreeSet<String> names = new TreeSet<>();
          for (FileStatus entry : storage.visible(new Path(storage.root(), REGRESSIONS))) {
            names.add(entry.getPath().getName());
          }
          return new ArrayList<>(names);
        });
  }

  /** The nights of a regression, of which there need be none. */
  public Nights nights(String regression) {
    return new Nights(this, regression);
  }

  /** A run, which need not exist yet. */
  public RunFolder run(String name) {
    return new RunFolder(this, name);
  }

  /**
   * Looks for all that is not as drivers wrote it: foreign, damaged, swapped and missing parts.
   * Changes nothing.
   *
   * @param runs names; what belongs to others is not looked into
   * @param depth how much is read
   * @return what is sound, and what is not
   */
  public CheckedRuns check(Collection<String> runs, CheckDepth depth) {
    return check(runs, depth, List.of());
  }

  private CheckedRuns check(Collection<String> runs, CheckDepth depth, Collection<Path> known) {
    return guard(location(), () -> new FolderCheck(this, runs, depth, known).run());
  }

  /**
   * Refuses to read runs that are not as drivers wrote them; other runs are not looked into.
   *
   * @param asked names, or none for all
   * @return what may be read
   * @throws ConfigurationException if there is no run of a name
   * @throws TableException naming every problem and its remedy
   */
  public CheckedRuns requireSound(Collection<String> asked) {
    CheckedRuns checked = check(runs(asked), CheckDepth.ROWS);
    requireNone(checked.problems());
    return checked;
  }

  /**
   * The same of all runs, for who looks again and again: waves that were found sound before are not
   * read once more.
   *
   * @param before what was found then
   */
  public CheckedRuns requireSoundSince(CheckedRuns before) {
    List<Path> known =
        before.ledgers().values().stream()
            .flatMap(ledger -> ledger.files().values().stream())
            .flatMap(List::stream)
            .toList();
    CheckedRuns checked = check(runs(), CheckDepth.ROWS, known);
    requireNone(checked.problems());
    return checked;
  }

  /** Another text whenever anything was committed, told or removed. */
  public String state() {
    return guard(location(), () -> FolderState.of(storage));
  }

  /**
   * Refuses to go on with a run that is not as drivers wrote it; other runs are not looked into.
   *
   * @param run which need not exist yet
   * @return what may be read; its problems are losses, which the run's sweep makes up
   * @throws TableException naming every problem and its remedy
   */
  public CheckedRuns requireSound(String run) {
    CheckedRuns checked = check(List.of(run), CheckDepth.ROWS);
    requireNone(checked.problems().stream().filter(problem -> !problem.isLoss()).toList());
    return checked;
  }

  private void requireNone(List<FolderProblem> problems) {
    if (!problems.isEmpty()) {
      throw new TableException(
          "the tables of " + location() + " are not sound:",
          problems.stream().map(FolderProblem::toString).toList());
    }
  }

  /**
   * Checks that the folder is still the one that it was when it was opened.
   *
   * @throws FolderGoneException if it is not
   */
  public void requireSame() {
    guard(
        location(),
        () -> {
          marker.requireAt(storage);
          return null;
        });
  }

  /** Whether the folder was begun in format 1, so that some of it may be of that format. */
  boolean mayHoldFormat1() {
    return marker.isOfFormat1();
  }

  /** What tells the folder from any other. */
  String id() {
    return marker.id();
  }

  /** Where the trials are. */
  Path trials() {
    return new Path(storage.root(), TRIALS);
  }

  /** Where kept generators are. */
  Path generators() {
    return new Path(storage.root(), GENERATORS);
  }

  /**
   * Reads a kept generator.
   *
   * @param file that the trial's row names
   * @param sha256 that the row has of it
   * @throws TableException if it is gone or not what was committed
   */
  public GeneratorFile generator(String file, String trial, int step, String sha256) {
    Path path = new Path(generators(), file);
    return guard(
        path.toString(),
        () -> {
          String name = GeneratorArchive.entry(trial, step);
          byte[] npz;
          try (InputStream in = storage.open(path)) {
            npz = GeneratorArchive.find(in, name).orElse(new byte[0]);
          } catch (ZipException | EOFException e) {
            throw damaged(path, name, e.getMessage());
          }
          String found = Digests.sha256(npz);
          if (!found.equals(sha256)) {
            throw damaged(
                path,
                name,
                npz.length == 0 ? "it is gone" : "SHA-256 " + found + " and must be " + sha256);
          }
          return new GeneratorFile(step, npz);
        });
  }

  private static TableException damaged(Path file, String generator, String what) {
    return new TableException(
        file
            + " is not what was committed: of "
            + generator
            + " "
            + what
            + "; restore it, or move its wave away and sweep again");
  }

  /** A driver's own folder for what is not committed yet. */
  public Path staging(Driver driver) {
    return staging(storage, driver);
  }

  private static Path staging(Storage storage, Driver driver) {
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

  /**
   * What drivers have left that did not end in good order, in the order of their ids. A driver that
   * gives signs of life, or wrote or gave one lately, is left alone.
   *
   * @param now to which their times are compared
   * @param olderThan how long a driver must have been silent
   */
  public List<Leftover> leftovers(Instant now, Duration olderThan) {
    return guard(
        location(),
        () -> {
          Map<String, Duration> silence = new TreeMap<>();
          Map<String, Long> bytes = new HashMap<>();
          Set<String> alive = new HashSet<>();
          for (String run : runs()) {
            for (Heartbeat last : run(run).heartbeats()) {
              silence.merge(last.driver(), last.age(now), TableFolder::shorter);
              if (last.isAlive(now)) {
                alive.add(last.driver());
              }
            }
          }
          for (FileStatus staging : storage.visible(new Path(storage.root(), STAGING))) {
            String driver = staging.getPath().getName();
            long latest = storage.lastChange(staging);
            for (FileStatus file : storage.files(staging.getPath())) {
              latest = Math.max(latest, file.getModificationTime());
              bytes.merge(driver, file.getLen(), Long::sum);
            }
            Duration age = Duration.between(Instant.ofEpochMilli(latest), now);
            silence.merge(driver, age, TableFolder::shorter);
          }
          List<Leftover> leftovers = new ArrayList<>();
          silence.forEach(
              (driver, age) -> {
                boolean isOld =
                    age.compareTo(olderThan) >= 0
                        && age.compareTo(Heartbeat.SILENCE_OF_THE_DEAD) >= 0;
                if (isOld && !alive.contains(driver)) {
                  leftovers.add(new Leftover(driver, bytes.getOrDefault(driver, 0L), age));
                }
              });
          return leftovers;
        });
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  /** Removes what a driver has left: its staging and its last signs of life. */
  public void remove(Leftover leftover) {
    Driver driver = new Driver(leftover.driver());
    clean(driver);
    runs().forEach(run -> run(run).removeHeartbeat(driver));
  }

  Storage storage() {
    return storage;
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
}
