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

  static String sql() {
    List<String> figures = new ArrayList<>();
    List<String> shares = new ArrayList<>();
    for (String name : groups()) {
      shares.add(name + " / trials AS " + name + "_share");
      shares.add(WilsonInterval.lowInSql(name, "trials") + " AS " + name + "_low");
      shares.add(WilsonInterval.highInSql(name, "trials") + " AS " + name + "_high");
    }
    for (Verdict verdict : Verdict.values()) {
      figures.add("count_if(verdict = '" + verdict + "') AS " + name(verdict));
    }
    figures.add(
        Arrays.stream(Verdict.values())
            .filter(Verdict::isEquilibrium)
            .map(verdict -> "'" + verdict + "'")
            .collect(Collectors.joining(", ", "count_if(verdict IN (", ")) AS " + EQUILIBRIUM)));
    for (String name : MEDIANS) {
      figures.add("median(" + name + ") AS median_" + name);
    }
    figures.add("count(first_in_band_step) AS reached_band");
    Stream.concat(Arrays.stream(Metric.values()).map(Metric::column), Stream.of("dwell"))
        .forEach(name -> figures.add("avg(" + name + ") AS " + name));
    return String.format(
        Locale.ROOT,
        """
        SELECT *,
          %s
        FROM (
          SELECT run, config_id, first(recipe) AS recipe, first(preset) AS preset,
            first(configuration) AS configuration, first(differences) AS differences,
            count(*) AS trials, first(rules) AS rules,
            %s
          FROM trials GROUP BY run, config_id)""",
        String.join(",\n  ", shares),
        String.join(",\n    ", figures));
  }
}
