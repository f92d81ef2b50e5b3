// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import saddlepoint.engine.Cost;
import saddlepoint.metric.Verdict;
import saddlepoint.sweep.Trial;

/** One run in a folder of tables. Thread safe. */
public final class RunFolder {
  static final Pattern CUT = Pattern.compile("cut-\\d{4,}\\.json");
  static final Pattern EVENT = Pattern.compile("event-.+-(started|finished)\\.json");
  static final String WAVE_PREFIX = "wave=";
  private static final DateTimeFormatter INSTANT =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Storage storage;
  private final String name;
  private final Path waves;
  private final Path books;

  RunFolder(Storage storage, String name) {
    this.storage = storage;
    this.name = name;
    String folder = TableFolder.RUN_PREFIX + name;
    this.waves = new Path(new Path(storage.root(), TableFolder.TRIALS), folder);
    this.books = new Path(new Path(storage.root(), TableFolder.RUNS), folder);
  }

  /** The run's name. */
  public String name() {
    return name;
  }

  /**
   * What is cut and committed now.
   *
   * @throws TableException if a cut is unreadable, or of a format of the future
   */
  public Ledger ledger() {
    return guard(
        () -> {
          // Waves first: a wave's cut was written before the wave, so no wave is seen without it.
          Set<String> committed = committedWaves();
          List<Cut> cuts = new ArrayList<>();
          for (FileStatus entry : storage.list(books)) {
            if (CUT.matcher(entry.getPath().getName()).matches()) {
              cuts.add(readCut(entry.getPath()));
            }
          }
          return new Ledger(cuts, committed);
        });
  }

  /** Whether a wave is committed. */
  public boolean isCommitted(Wave wave) {
    return guard(() -> storage.exists(folder(wave)));
  }

  /** The verdicts of the latest committed attempts, by trial id; reads two columns. */
  public Map<String, Verdict> verdicts(Ledger ledger) {
    return guard(
        () -> {
          Map<String, Verdict> verdicts = new HashMap<>();
          Map<String, Integer> latest = ledger.committedAttempts();
          for (Cut cut : ledger.cuts()) {
            for (Wave wave : cut.waves()) {
              if (ledger.committed().contains(wave.id())) {
                WaveFiles.verdicts(storage, folder(wave))
                    .forEach(
                        (trial, verdict) -> {
                          if (latest.get(trial) == wave.attempt()) {
                            verdicts.put(trial, verdict);
                          }
                        });
              }
            }
          }
          return verdicts;
        });
  }

  /**
   * A committed trial, as it was planned.
   *
   * @param wave id of its wave
   * @return empty if no cut has such a wave, or the wave no such trial
   * @throws TableException if a cut is unreadable, or this build would name the trial differently
   */
  public Optional<Trial> trial(String wave, String id) {
    for (Cut cut : ledger().cuts()) {
      for (Wave candidate : cut.waves()) {
        if (candidate.id().equals(wave)) {
          return cut.trials(candidate).stream().filter(trial -> trial.id().equals(id)).findFirst();
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Adds a cut, unless another driver was faster.
   *
   * @param number the one after the last cut's
   * @param attempts which attempt each trial is, by trial id
   * @param cost of the engine that is to train them
   * @return false if there is a cut of that number already; read the ledger again
   */
  public boolean addCut(
      int number,
      int numericsVersion,
      List<Trial> trials,
      Map<String, Integer> attempts,
      Cost cost,
      Driver driver) {
    Cut cut = Cut.of(number, driver.id(), numericsVersion, trials, attempts, cost);
    return guard(
        () ->
            storage.create(
                new Path(books, String.format(Locale.ROOT, "cut-%04d.json", number)),
                Json.write(cut),
                scratch(driver)));
  }

  /** Adds an event. */
  public void add(RunEvent event, Driver driver) {
    String file =
        "event-" + INSTANT.format(event.instant()) + "-" + driver.id() + "-" + event.kind();
    guard(
        () -> storage.create(new Path(books, file + ".json"), Json.write(event), scratch(driver)));
  }

  /** The events in the order of time. */
  public List<RunEvent> events() {
    return guard(
        () -> {
          List<RunEvent> events = new ArrayList<>();
          for (FileStatus entry : storage.list(books)) {
            if (EVENT.matcher(entry.getPath().getName()).matches()) {
              events.add(readEvent(entry.getPath()));
            }
          }
          return events;
        });
  }

  /**
   * Commits a wave that was written to staging, if its files hold exactly its trials.
   *
   * @param staged folder with the wave's Parquet files and nothing else
   * @return the verdicts by trial id
   * @throws TableException if the staged files hold other trials
   * @throws WaveTakenException if another driver was faster; the staged files are deleted
   */
  public Map<String, Verdict> commit(Wave wave, Path staged) throws WaveTakenException {
    boolean[] isOurs = new boolean[1];
    Map<String, Verdict> verdicts =
        guard(
            () -> {
              Map<String, Verdict> written = WaveFiles.verdicts(storage, staged);
              Set<String> wanted = new HashSet<>();
              wave.trials().forEach(member -> wanted.add(member.id()));
              if (!written.keySet().equals(wanted)) {
                throw new TableException(
                    "the files written for wave "
                        + wave.id()
                        + " hold "
                        + written.size()
                        + " trials where "
                        + wave.size()
                        + " are wanted; the wave is not committed, run the sweep again");
              }
              isOurs[0] = storage.commit(staged, folder(wave));
              if (!isOurs[0]) {
                storage.delete(staged);
              }
              return written;
            });
    if (!isOurs[0]) {
      throw new WaveTakenException(wave);
    }
    return verdicts;
  }

  Path folder(Wave wave) {
    return folder(wave.id());
  }

  /** The folder of a wave of this id. */
  Path folder(String wave) {
    return new Path(waves, WAVE_PREFIX + wave);
  }

  private Set<String> committedWaves() throws IOException {
    Set<String> ids = new LinkedHashSet<>();
    for (FileStatus entry : storage.list(waves)) {
      String folder = entry.getPath().getName();
      if (folder.startsWith(WAVE_PREFIX)) {
        ids.add(folder.substring(WAVE_PREFIX.length()));
      }
    }
    return ids;
  }

  /**
   * Reads a cut.
   *
   * @throws TableException naming the file first, if it is unreadable or of a format of the future
   */
  Cut readCut(Path file) throws IOException {
    return parse(
        file,
        () -> {
          byte[] content = storage.read(file);
          int format = Json.format(content);
          if (format != Cut.FORMAT) {
            throw new TableException(
                file
                    + " tells of format "
                    + format
                    + "; this build knows "
                    + Cut.FORMAT
                    + " only, use the build that wrote it or another --run");
          }
          return Json.read(content, Cut.class);
        });
  }

  /**
   * Reads an event.
   *
   * @throws TableException naming the file first, if it is unreadable
   */
  RunEvent readEvent(Path file) throws IOException {
    return parse(file, () -> Json.read(storage.read(file), RunEvent.class));
  }

  private static <T> T parse(Path file, TableFolder.Action<T> reading) throws IOException {
    try {
      return reading.run();
    } catch (JsonProcessingException e) {
      throw new TableException(
          file
              + " is not readable: "
              + e.getOriginalMessage()
              + "; restore it, or move the run's folders away and sweep again",
          e);
    }
  }

  private Path scratch(Driver driver) {
    return new Path(
        new Path(new Path(storage.root(), TableFolder.STAGING), driver.id()), "books-" + name);
  }

  private <T> T guard(TableFolder.Action<T> action) {
    return TableFolder.guard(books.toString(), action);
  }
}
