// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * What nights of a regression have found, a file each, and which of them are the baseline of later
 * ones, a file each too.
 */
public final class Nights {
  private static final String FOUND = ".json";
  private static final String ACCEPTED = ".accepted";
  private static final String BUILD = ".jar";

  /** Content of the mark of a night whose differences were accepted: older ones no longer count. */
  private static final String ANEW = "the baseline begins here";

  private static final String QUIET = "quiet";

  private final TableFolder tables;
  private final Storage storage;
  private final Path folder;
  private final String name;

  Nights(TableFolder tables, String name) {
    this.tables = tables;
    this.name = name;
    storage = tables.storage();
    folder = new Path(new Path(storage.root(), TableFolder.REGRESSIONS), name);
  }

  /**
   * The dates of accepted nights before a date, the latest first, down to the latest one that had
   * regressed and was accepted all the same.
   */
  public List<LocalDate> acceptedBefore(LocalDate date) {
    return TableFolder.guard(
        folder.toString(),
        () -> {
          NavigableMap<LocalDate, Path> marks = new TreeMap<>();
          for (FileStatus file : storage.visible(folder)) {
            String called = file.getPath().getName();
            if (called.endsWith(ACCEPTED)) {
              marks.put(dateOf(file.getPath(), ACCEPTED), file.getPath());
            }
          }
          List<LocalDate> dates = new ArrayList<>();
          for (Map.Entry<LocalDate, Path> mark :
              marks.headMap(date, /* inclusive= */ false).descendingMap().entrySet()) {
            dates.add(mark.getKey());
            if (content(mark.getValue()).equals(ANEW)) {
              break;
            }
          }
          return dates;
        });
  }

  private static LocalDate dateOf(Path file, String ending) {
    String called = file.getName();
    try {
      return LocalDate.parse(called.substring(0, called.length() - ending.length()));
    } catch (DateTimeParseException e) {
      throw new TableException(file + " is of no date; move it away", e);
    }
  }

  private String content(Path mark) throws IOException {
    return new String(storage.read(mark), StandardCharsets.UTF_8);
  }

  /** What a night found; empty if it was not compared yet. */
  public Optional<Night> find(LocalDate date) {
    Path file = new Path(folder, date + FOUND);
    return TableFolder.guard(
        folder.toString(),
        () -> storage.exists(file) ? Optional.of(read(file)) : Optional.<Night>empty());
  }

  /** What all nights found, by their dates. */
  NavigableMap<LocalDate, Night> all() {
    return TableFolder.guard(
        folder.toString(),
        () -> {
          NavigableMap<LocalDate, Night> nights = new TreeMap<>();
          for (FileStatus file : storage.visible(folder)) {
            if (file.getPath().getName().endsWith(FOUND)) {
              nights.put(dateOf(file.getPath(), FOUND), read(file.getPath()));
            }
          }
          return nights;
        });
  }

  /** Whether a night is part of a baseline: it was quiet, or somebody has accepted it. */
  boolean isAccepted(LocalDate date) {
    return TableFolder.guard(
        folder.toString(), () -> storage.exists(new Path(folder, date + ACCEPTED)));
  }

  /** When a night was compared last; empty if none was, or if there is no such regression. */
  public Optional<Instant> lastCompared() {
    return TableFolder.guard(
        folder.toString(),
        () -> {
          Optional<Instant> last = Optional.empty();
          for (FileStatus file : storage.visible(folder)) {
            Instant at = Instant.ofEpochMilli(file.getModificationTime());
            if (file.getPath().getName().endsWith(FOUND)
                && (last.isEmpty() || at.isAfter(last.get()))) {
              last = Optional.of(at);
            }
          }
          return last;
        });
  }

  private Night read(Path file) throws IOException {
    try {
      return Json.read(storage.read(file), Night.class);
    } catch (JsonProcessingException e) {
      throw new TableException(
          file + " is not readable: " + e.getOriginalMessage() + "; remove it and compare again",
          e);
    }
  }

  /**
   * Keeps what a night found, in the place of what it found before. A quiet one is a part of the
   * baseline of later ones; one that has regressed is not, unless somebody has accepted it.
   */
  public void put(Night night, Driver driver) {
    write(night.date() + FOUND, Json.write(night), driver);
    Path mark = new Path(folder, night.date() + ACCEPTED);
    if (!night.isRegressed()) {
      write(mark.getName(), QUIET.getBytes(StandardCharsets.UTF_8), driver);
      return;
    }
    TableFolder.guard(
        folder.toString(),
        () -> {
          if (storage.exists(mark) && content(mark).equals(QUIET)) {
            storage.delete(mark);
          }
          return null;
        });
  }

  /** Begins the baseline of later ones anew with a night, whatever it found. */
  public void accept(LocalDate date, Driver driver) {
    write(date + ACCEPTED, ANEW.getBytes(StandardCharsets.UTF_8), driver);
  }

  /**
   * The accepted night before a date whose build is kept: of several, that where the baseline
   * begins, so that what grows a little every night is seen too.
   */
  public Optional<LocalDate> keptBuild(LocalDate date) {
    return TableFolder.guard(
        folder.toString(),
        () -> {
          LocalDate kept = null;
          for (LocalDate accepted : acceptedBefore(date)) {
            if (storage.exists(build(accepted))) {
              kept = accepted;
            }
          }
          return Optional.ofNullable(kept);
        });
  }

  /** Copies the build of a night that is kept to a file of this machine. */
  public void copyBuild(LocalDate date, java.nio.file.Path to) {
    TableFolder.guard(
        folder.toString(),
        () -> {
          try (InputStream in = storage.open(build(date))) {
            return Files.copy(in, to, StandardCopyOption.REPLACE_EXISTING);
          }
        });
  }

  /** Keeps the build of a night, and of the others only the one that later nights are held to. */
  public void keepBuild(LocalDate date, java.nio.file.Path jar, Driver driver) {
    Optional<LocalDate> held = keptBuild(date);
    TableFolder.guard(
        folder.toString(),
        () -> {
          write(build(date).getName(), Files.readAllBytes(jar), driver);
          for (FileStatus file : storage.visible(folder)) {
            Path other = file.getPath();
            if (other.getName().endsWith(BUILD)
                && !other.getName().equals(build(date).getName())
                && !held.map(this::build).map(Path::getName).equals(Optional.of(other.getName()))) {
              storage.delete(other);
            }
          }
          return null;
        });
  }

  private Path build(LocalDate date) {
    return new Path(folder, date + BUILD);
  }

  private void write(String file, byte[] content, Driver driver) {
    tables.requireSame();
    TableFolder.guard(
        folder.toString(),
        () -> {
          storage.makeLastingFolder(folder);
          Path scratch = new Path(tables.staging(driver), "nights-" + name);
          storage.replace(new Path(folder, file), content, scratch);
          return null;
        });
  }
}
