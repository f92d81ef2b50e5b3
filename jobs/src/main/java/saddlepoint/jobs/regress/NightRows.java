// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs.regress;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import saddlepoint.engine.Judgement;
import saddlepoint.metric.Metric;
import saddlepoint.metric.Verdict;
import saddlepoint.table.TrialsTable;

/** The trials of nights, of the views of a session. */
final class NightRows {
  /** A cell in words, which name it: recipe, preset, and what differs from that. */
  static final String CELL = "cell";

  private static final String RANDOM_SEED = "random_seed";
  private static final String FIRST_IN_BAND = "first_in_band_step";

  private final SparkSession session;

  /** Of views that are registered. */
  NightRows(SparkSession session) {
    this.session = session;
  }

  /** The values that columns have in a run, as texts; their cells are under {@link #CELL}. */
  Map<String, Set<String>> values(String run, List<String> columns) {
    List<Column> asked = new ArrayList<>();
    asked.add(cell());
    columns.forEach(column -> asked.add(functions.col(column).cast("string").as(column)));
    Map<String, Set<String>> values = new HashMap<>();
    List<String> names = new ArrayList<>(columns);
    names.add(CELL);
    names.forEach(name -> values.put(name, new TreeSet<>()));
    trials(List.of(run))
        .select(asked.toArray(Column[]::new))
        .distinct()
        .collectAsList()
        .forEach(
            row ->
                names.forEach(
                    name -> values.get(name).add(String.valueOf(row.<String>getAs(name)))));
    return values;
  }

  /** Trials of the file's random seeds, by id. */
  Map<String, Row> fixed(String run) {
    Map<String, Row> rows = new LinkedHashMap<>();
    trials(List.of(run))
        .where(functions.col(RANDOM_SEED).lt(NightSeeds.FIRST_FRESH))
        .select(
            Stream.of(TrialsTable.schema().fieldNames()).map(functions::col).toArray(Column[]::new))
        .orderBy("trial_id")
        .collectAsList()
        .forEach(row -> rows.put(row.getAs("trial_id"), row));
    return rows;
  }

  /**
   * Trials of fresh random seeds, by run. Only of those that this build's rules have judged:
   * others' verdicts mean something else.
   */
  Map<String, List<NightTrial>> fresh(List<String> runs) {
    List<Column> columns = new ArrayList<>();
    columns.add(cell());
    for (String column : List.of("run", "verdict", FIRST_IN_BAND)) {
      columns.add(functions.col(column));
    }
    Measured.metrics().forEach(metric -> columns.add(functions.col(metric.column())));
    Map<String, List<NightTrial>> trials = new HashMap<>();
    runs.forEach(run -> trials.put(run, new ArrayList<>()));
    trials(runs)
        .where(functions.col("rules").equalTo(Judgement.RULES))
        .where(functions.col(RANDOM_SEED).geq(NightSeeds.FIRST_FRESH))
        .select(columns.toArray(Column[]::new))
        .collectAsList()
        .forEach(row -> trials.get(row.<String>getAs("run")).add(trial(row)));
    return trials;
  }

  private static NightTrial trial(Row row) {
    Map<Metric, Double> figures = new EnumMap<>(Metric.class);
    for (Metric metric : Measured.metrics()) {
      Double value = row.getAs(metric.column());
      if (value != null) {
        figures.put(metric, value);
      }
    }
    Number first = row.getAs(FIRST_IN_BAND);
    return new NightTrial(
        row.getAs(CELL),
        Verdict.valueOf(row.getAs("verdict")),
        figures,
        first == null ? Double.POSITIVE_INFINITY : first.doubleValue());
  }

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
        .as(CELL);
  }

  private Dataset<Row> trials(List<String> runs) {
    return session.table("trials").where(functions.col("run").isin(runs.toArray()));
  }
}
