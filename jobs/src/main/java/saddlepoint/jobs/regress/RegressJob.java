// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs.regress;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import saddlepoint.jobs.CannotRunException;
import saddlepoint.jobs.PreparedSweep;
import saddlepoint.provenance.Provenance;
import saddlepoint.table.Driver;
import saddlepoint.table.Finding;
import saddlepoint.table.Night;
import saddlepoint.table.Nights;
import saddlepoint.table.TableFolder;
import saddlepoint.table.Views;

/** Compares the run of one date with those of accepted dates before it. */
public final class RegressJob {
  /** What is told where it is not what it was: it stands before all findings. */
  private static final List<String> AROUND =
      Stream.concat(
              Stream.of(
                  "code_version",
                  "java",
                  "processor",
                  "platform",
                  "engine",
                  "arithmetic",
                  "numerics_version"),
              BitsGate.RECORDED.stream())
          .toList();

  /** Accepted nights among which drift is looked for. */
  private static final int MOST_NIGHTS = 60;

  private final TableFolder folder;
  private final String name;
  private final LocalDate date;
  private final GateSettings settings;
  private final Nights nights;
  private final List<String> notes = new ArrayList<>();

  /**
   * A comparison.
   *
   * @param name of the regression
   * @param date of the night, whose run is committed
   */
  public RegressJob(TableFolder folder, String name, LocalDate date, GateSettings settings) {
    this.folder = folder;
    this.name = name;
    this.date = date;
    this.settings = settings;
    nights = folder.nights(name);
  }

  /** The run of a date. */
  public static String run(String name, LocalDate date) {
    return name + "-" + date;
  }

  /**
   * Compares, keeps what was found, and takes a night without an alarm into the baseline.
   *
   * @param sweep that trained the run
   * @param progress takes what is done next where it takes long
   * @throws saddlepoint.table.TableException if a run is not as it was written
   */
  public Night compare(SparkSession session, PreparedSweep sweep, Consumer<String> progress) {
    String tonight = run(name, date);
    List<String> baseline =
        nights.acceptedBefore(date).stream().map(night -> run(name, night)).toList();
    List<String> known = folder.runs();
    List<String> since = baseline.stream().filter(known::contains).limit(MOST_NIGHTS).toList();
    List<String> accepted = since.subList(0, Math.min(settings.nights(), since.size()));
    if (accepted.isEmpty() && !baseline.isEmpty()) {
      throw new CannotRunException(
          "the runs of all "
              + baseline.size()
              + " accepted nights of "
              + name
              + " are gone, the latest "
              + baseline.get(0)
              + "; restore one, or remove "
              + folder.location()
              + "/regressions/"
              + name
              + " to begin anew");
    }
    List<String> all = new ArrayList<>(since);
    all.add(tonight);
    Views.register(session, folder.requireSound(all));
    NightRows rows = new NightRows(session);
    BitsGate bits = new BitsGate();
    StatisticsGate statistics = new StatisticsGate(settings);
    DriftGate drift = new DriftGate(settings);
    SpeedOfBuild speed = new SpeedOfBuild(nights, date, settings);
    if (accepted.isEmpty()) {
      notes.add("there is no accepted night before this one; it is the baseline of later ones");
    } else {
      tellChanges(rows, tonight, accepted.get(0));
      bits.compare(rows.fixed(tonight), rows.fixed(accepted.get(0)));
      if (bits.unlike() > 0) {
        notes.add(
            bits.unlike()
                + " trials were recorded or judged otherwise, or have not got to their end, on one of"
                + " both nights, and were not compared by bits");
      }
      if (bits.inexact() > 0) {
        notes.add(
            bits.inexact()
                + " trials of ND4J's arithmetic promise no bits, and were compared by their first "
                + EarlySteps.LAST
                + " steps, within a thousandth");
      }
      Map<String, List<NightTrial>> fresh = rows.fresh(all);
      statistics.compare(
          fresh.get(tonight), accepted.stream().flatMap(run -> fresh.get(run).stream()).toList());
      List<String> inOrder = new ArrayList<>(since);
      Collections.reverse(inOrder);
      inOrder.add(tonight);
      drift.look(inOrder.stream().map(fresh::get).toList());
      speed.compare(sweep, progress);
      notes.addAll(speed.notes());
    }
    List<Finding> findings = new ArrayList<>(bits.findings());
    findings.addAll(drift.findings());
    findings.addAll(speed.findings());
    findings.addAll(statistics.findings());
    Night night =
        new Night(
            name,
            date.toString(),
            tonight,
            accepted,
            statistics.tests() + drift.sums() + speed.compared(),
            bits.compared(),
            findings,
            notes,
            Map.of("code_version", Provenance.here().codeVersion()));
    keep(night);
    return night;
  }

  private void keep(Night night) {
    Driver driver = Driver.create();
    try {
      nights.put(night, driver);
      Optional<Path> jar = SpeedOfBuild.jar();
      if (jar.isPresent()) {
        nights.keepBuild(date, jar.get(), driver);
      }
    } finally {
      folder.clean(driver);
    }
  }

  /** What both nights do not have in common. */
  private void tellChanges(NightRows rows, String tonight, String before) {
    Map<String, Set<String>> ofTonight = rows.values(tonight, AROUND);
    Map<String, Set<String>> ofBefore = rows.values(before, AROUND);
    for (String column : AROUND) {
      if (!ofTonight.get(column).equals(ofBefore.get(column))) {
        notes.add(
            column
                + " was "
                + String.join(", ", ofBefore.get(column))
                + " and is "
                + String.join(", ", ofTonight.get(column)));
      }
    }
    Set<String> now = ofTonight.get(NightRows.CELL);
    Set<String> then = ofBefore.get(NightRows.CELL);
    now.stream()
        .filter(cell -> !then.contains(cell))
        .forEach(cell -> notes.add("new since " + before + ", and begins anew: " + cell));
    then.stream()
        .filter(cell -> !now.contains(cell))
        .forEach(cell -> notes.add("of " + before + " and no longer there: " + cell));
  }
}
