// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs.regress;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import saddlepoint.engine.Judgement;
import saddlepoint.jobs.CannotRunException;
import saddlepoint.metric.Verdict;
import saddlepoint.provenance.Provenance;
import saddlepoint.table.Driver;
import saddlepoint.table.Finding;
import saddlepoint.table.Night;
import saddlepoint.table.Nights;
import saddlepoint.table.TableFolder;
import saddlepoint.table.TrialsTable;
import saddlepoint.table.Views;

/** Compares the run of one date with those of accepted dates before it. */
public final class RegressJob {
  private static final String RANDOM_SEED = "random_seed";

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
   * @throws saddlepoint.table.TableException if a run is not as it was written
   */
  public Night compare(SparkSession session) {
    String tonight = run(name, date);
    List<String> known = folder.runs();
    List<String> baseline =
        nights.acceptedBefore(date).stream().map(night -> run(name, night)).toList();
    List<String> accepted =
        baseline.stream().filter(known::contains).limit(settings.nights()).toList();
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
    List<String> all = new ArrayList<>(accepted);
    all.add(tonight);
    Views.register(session, folder.requireSound(all));
    BitsGate bits = new BitsGate();
    StatisticsGate statistics = new StatisticsGate(settings);
    if (accepted.isEmpty()) {
      notes.add("there is no accepted night before this one; it is the baseline of later ones");
    } else {
      tellChanges(session, tonight, accepted.get(0));
      bits.compare(fixed(session, tonight), fixed(session, accepted.get(0)));
      if (bits.unlike() > 0) {
        notes.add(
            bits.unlike()
                + " trials were recorded or judged otherwise, or have not got to their end, on one of"
                + " both nights, and were not compared by bits");
      }
      if (bits.inexact() > 0) {
        notes.add(
            bits.inexact()
                + " trials of ND4J's arithmetic promise no bits, and were not compared by them");
      }
      statistics.compare(fresh(session, tonight), fresh(session, accepted.toArray(String[]::new)));
    }
    List<Finding> findings = new ArrayList<>(bits.findings());
    findings.addAll(statistics.findings());
    Night night =
        new Night(
            name,
            date.toString(),
            tonight,
            accepted,
            statistics.tests(),
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
    } finally {
      folder.clean(driver);
    }
  }

  /** What both nights do not have in common. */
  private void tellChanges(SparkSession session, String tonight, String before) {
    for (String column : AROUND) {
      Set<String> now = distinct(session, functions.col(column), tonight);
      Set<String> then = distinct(session, functions.col(column), before);
      if (!now.equals(then)) {
        notes.add(column + " was " + String.join(", ", then) + " and is " + String.join(", ", now));
      }
    }
    Set<String> now = distinct(session, cell(), tonight);
    Set<String> then = distinct(session, cell(), before);
    now.stream()
        .filter(cell -> !then.contains(cell))
        .forEach(cell -> notes.add("new since " + before + ", and begins anew: " + cell));
    then.stream()
        .filter(cell -> !now.contains(cell))
        .forEach(cell -> notes.add("of " + before + " and no longer there: " + cell));
  }

  private static Set<String> distinct(SparkSession session, Column of, String run) {
    return trials(session, run)
        .select(of.cast("string").as("value"))
        .distinct()
        .collectAsList()
        .stream()
        .map(row -> String.valueOf(row.<String>getAs("value")))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Trials of the file's random seeds, by id. */
  private static Map<String, Row> fixed(SparkSession session, String run) {
    Map<String, Row> rows = new LinkedHashMap<>();
    trials(session, run)
        .where(functions.col(RANDOM_SEED).lt(NightSeeds.FIRST_FRESH))
        .select(
            Stream.of(TrialsTable.schema().fieldNames()).map(functions::col).toArray(Column[]::new))
        .orderBy("trial_id")
        .collectAsList()
        .forEach(row -> rows.put(row.getAs("trial_id"), row));
    return rows;
  }

  /** Of those that this build's rules have judged: others' verdicts mean something else. */
  private static List<NightTrial> fresh(SparkSession session, String... runs) {
    return trials(session, runs)
        .where(functions.col("rules").equalTo(Judgement.RULES))
        .where(functions.col(RANDOM_SEED).geq(NightSeeds.FIRST_FRESH))
        .select(
            cell(),
            functions.col("verdict"),
            functions.col("wasserstein"),
            functions.col("d_score"),
            functions.col("first_in_band_step"))
        .collectAsList()
        .stream()
        .map(
            row ->
                new NightTrial(
                    row.getAs("cell"),
                    Verdict.valueOf(row.getAs("verdict")),
                    number(row, "wasserstein", Double.NaN),
                    number(row, "d_score", Double.NaN),
                    number(row, "first_in_band_step", Double.POSITIVE_INFINITY)))
        .toList();
  }

  /** A cell in words, which name it: recipe, preset, and what differs from that. */
  private static Column cell() {
    Column differences =
        functions.transform(
            functions.array_sort(functions.map_entries(functions.col("differences"))),
            entry ->
                functions.concat(
                    entry.getField("key"), functions.lit("="), entry.getField("value")));
    return functions
        .concat_ws(
            " ",
            functions.col("recipe"),
            functions.col("preset"),
            functions.concat_ws(" ", differences))
        .as("cell");
  }

  private static Dataset<Row> trials(SparkSession session, String... runs) {
    return session.table("trials").where(functions.col("run").isin((Object[]) runs));
  }

  private static double number(Row row, String column, double missing) {
    Number number = row.getAs(column);
    return number == null ? missing : number.doubleValue();
  }
}
