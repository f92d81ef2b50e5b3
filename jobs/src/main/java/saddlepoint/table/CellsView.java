// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import saddlepoint.metric.Metric;
import saddlepoint.metric.Verdict;
import saddlepoint.statistics.WilsonInterval;

/**
 * The view {@code cells}: a row a configuration and run.
 *
 * <p>Of each verdict it has the count, under the verdict's name in lower case, and its share of all
 * the cell's trials with {@linkplain WilsonInterval Wilson's 95 % interval}: for example {@code
 * converged}, {@code converged_share}, {@code converged_low}, {@code converged_high}; {@code
 * equilibrium} and its share are of CONVERGED and APPROXIMATE together. A cell has at least one
 * trial, so that none of them is NULL.
 *
 * <p>Medians and means leave out trials without the figure and are NULL if none has it; {@code
 * reached_band} says of how many trials {@code median_first_in_band_step} is the median.
 */
final class CellsView {
  private static final String EQUILIBRIUM = "equilibrium";
  private static final List<String> MEDIANS =
      List.of(
          Metric.WASSERSTEIN.column(),
          Metric.HIGH_QUALITY_SHARE.column(),
          Metric.BEST_RESPONSE_GAP.column(),
          "first_in_band_step");

  private CellsView() {}

  /** What is counted in each cell: every verdict, and what is an equilibrium of any kind. */
  private static List<String> groups() {
    return Stream.concat(
            Arrays.stream(Verdict.values()).map(CellsView::name), Stream.of(EQUILIBRIUM))
        .toList();
  }

  private static String name(Verdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT);
  }

  /** What names a cell, in each of its trials alike, and how many those are. */
  private static List<ViewColumn> keys() {
    List<ViewColumn> keys = new ArrayList<>();
    for (String name : List.of("run", "config_id")) {
      keys.add(ViewColumn.ofTrials(name));
    }
    for (String name : List.of("recipe", "preset", "configuration", "differences")) {
      keys.add(new ViewColumn("first(" + name + ")", name, comment(name)));
    }
    keys.add(new ViewColumn("count(*)", "trials", "trials of the cell, latest attempts alone"));
    keys.add(new ViewColumn("first(rules)", "rules", comment("rules")));
    return keys;
  }

  private static List<ViewColumn> counts() {
    List<ViewColumn> counts = new ArrayList<>();
    for (Verdict verdict : Verdict.values()) {
      counts.add(
          new ViewColumn(
              "count_if(verdict = '" + verdict + "')", name(verdict), "trials " + verdict));
    }
    counts.add(
        new ViewColumn(
            Arrays.stream(Verdict.values())
                .filter(Verdict::isEquilibrium)
                .map(verdict -> "'" + verdict + "'")
                .collect(Collectors.joining(", ", "count_if(verdict IN (", "))")),
            EQUILIBRIUM,
            "trials CONVERGED or APPROXIMATE"));
    return counts;
  }

  private static List<ViewColumn> medians() {
    return MEDIANS.stream()
        .map(
            name ->
                new ViewColumn(
                    medianInSql(sorted(name)), "median_" + name, "median: " + comment(name)))
        .toList();
  }

  /** The median of a sorted list, or NULL of an empty one. */
  static String medianInSql(String list) {
    return String.format(
        Locale.ROOT,
        "0.5D * get(%1$s, (size(%1$s) - 1) div 2) + 0.5D * get(%1$s, size(%1$s) div 2)",
        list);
  }

  /**
   * Of each median its values. Spark's own function keeps a map of values and their counts instead,
   * which took nearly half the work of a query over a million trials.
   */
  private static String sortedLists() {
    return MEDIANS.stream()
        .map(name -> sortedInSql(name) + " AS " + sorted(name))
        .collect(Collectors.joining(", "));
  }

  static String sortedInSql(String column) {
    return "sort_array(collect_list(" + column + "))";
  }

  private static String sorted(String column) {
    return "sorted_" + column;
  }

  private static List<ViewColumn> means() {
    List<ViewColumn> means = new ArrayList<>();
    means.add(
        new ViewColumn(
            "count(first_in_band_step)", "reached_band", "trials that were ever in the band"));
    Stream.concat(Arrays.stream(Metric.values()).map(Metric::column), Stream.of("dwell"))
        .forEach(
            name -> means.add(new ViewColumn("avg(" + name + ")", name, "mean: " + comment(name))));
    return means;
  }

  private static List<ViewColumn> shares() {
    List<ViewColumn> shares = new ArrayList<>();
    for (String name : groups()) {
      shares.add(
          new ViewColumn(
              name + " / trials", name + "_share", "share of all trials of the cell: " + name));
      shares.add(
          new ViewColumn(
              WilsonInterval.lowInSql(name, "trials"),
              name + "_low",
              "lower end of the share's 95 % interval (Wilson)"));
      shares.add(
          new ViewColumn(
              WilsonInterval.highInSql(name, "trials"), name + "_high", "its upper end"));
    }
    return shares;
  }

  private static String comment(String column) {
    return TrialsTable.column(column).comment();
  }

  /** A column of the inner query as it is. */
  private static List<ViewColumn> named(List<ViewColumn> inner) {
    return inner.stream()
        .map(column -> new ViewColumn(column.name(), column.name(), column.comment()))
        .toList();
  }

  static List<ViewColumn> columns() {
    return Stream.of(named(keys()), named(counts()), medians(), named(means()), shares())
        .flatMap(List::stream)
        .toList();
  }

  static String sql() {
    return String.format(
        Locale.ROOT,
        """
        SELECT %s
        FROM (
          SELECT %s,
            %s,
            %s,
            %s
          FROM trials GROUP BY run, config_id)""",
        ViewColumn.select(columns(), ",\n  "),
        ViewColumn.select(keys(), ", "),
        ViewColumn.select(counts(), ",\n    "),
        sortedLists(),
        ViewColumn.select(means(), ",\n    "));
  }
}
