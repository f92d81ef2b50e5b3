// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * What nights of a regression have found, a file each, and which of them are the baseline of later
 * ones, a file each too.
 */
public final class Nights {
  private static final String FOUND = ".json";
  private static final String ACCEPTED = ".accepted";

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

  /** The dates of accepted nights before a date, the latest first. */
  public List<LocalDate> acceptedBefore(LocalDate date) {
    return TableFolder.guard(
        folder.toString(),
        () -> {
          List<LocalDate> dates = new ArrayList<>();
          for (FileStatus file : storage.visible(folder)) {
            String called = file.getPath().getName();
            if (called.endsWith(ACCEPTED)) {
              LocalDate night =
                  LocalDate.parse(called.substring(0, called.length() - ACCEPTED.length()));
              if (night.isBefore(date)) {
                dates.add(night);
              }
            }
          }
          dates.sort(Comparator.reverseOrder());
          return dates;
        });
  }

  /** What a night found; empty if it was not compared yet. */
  public Optional<Night> find(LocalDate date) {
    Path file = new Path(folder, date + FOUND);
    return TableFolder.guard(
        folder.toString(),
        () -> storage.exists(file) ? Optional.of(read(file)) : Optional.<Night>empty());
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

  /** Keeps what a night found, in the place of what it found before. */
  public void put(Night night, Driver driver) {
    write(night.date() + FOUND, Json.write(night), driver);
  }

  /** Makes a night a part of the baseline of later ones. */
  public void accept(LocalDate date, Driver driver) {
    write(date + ACCEPTED, new byte[0], driver);
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
