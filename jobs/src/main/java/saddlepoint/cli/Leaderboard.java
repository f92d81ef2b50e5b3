// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import saddlepoint.metric.Verdict;
import saddlepoint.recipe.Recipes;
import saddlepoint.table.TableFolder;
import saddlepoint.table.Views;

/** The best cells of a run. */
final class Leaderboard {
  private static final int BEST = 10;
  private static final List<String> FIGURES =
      List.of("d_real", "d_fake", "d_score", "wasserstein", "wasserstein_floor");

  private final SparkSession session;
  private final TableFolder folder;
  private final String run;

  Leaderboard(SparkSession session, TableFolder folder, String run) {
    this.session = session;
    this.folder = folder;
    this.run = run;
  }

  void print(Terminal terminal) {
    Views.register(session, folder, List.of(run));
    List<Row> rows =
        session.sql(NamedQuery.of("leaderboard").sql()).limit(BEST + 1).collectAsList();
    boolean more = rows.size() > BEST;
    List<Row> best = more ? rows.subList(0, BEST) : rows;
    terminal.print(
        "best cells of run "
            + run
            + ", by share of trials that converged, then by W1; means of trials");
    table(best).lines().forEach(terminal::print);
    if (more) {
      terminal.print("...");
    }
  }

  private static TextTable table(List<Row> cells) {
    List<Verdict> met =
        Arrays.stream(Verdict.values())
            .filter(verdict -> cells.stream().anyMatch(cell -> count(cell, verdict) > 0))
            .toList();
    List<String> names = new ArrayList<>(List.of("cell", ">trials"));
    met.forEach(verdict -> names.add(">" + verdict));
    names.addAll(List.of(">D(x)", ">D(G(z))", ">D score", ">W1", ">W1 floor"));
    TextTable table = new TextTable(names);
    for (Row cell : cells) {
      long trials = cell.getAs("trials");
      List<String> texts = new ArrayList<>();
      texts.add(label(cell));
      texts.add(Quantity.count(trials));
      met.forEach(verdict -> texts.add(Math.round(100.0 * count(cell, verdict) / trials) + " %"));
      FIGURES.forEach(figure -> texts.add(figure(cell.getAs(figure))));
      table.add(texts);
    }
    return table;
  }

  /** For example {@code curves/tensorflow steps=3000}; the recipe's first preset is not told. */
  private static String label(Row cell) {
    String recipe = cell.getAs("recipe");
    String preset = cell.getAs("preset");
    boolean isUsual =
        Recipes.find(recipe)
            .map(known -> known.presets().get(0).name().equals(preset))
            .orElse(false);
    return recipe + (isUsual ? "" : "/" + preset) + " " + cell.getAs("configuration");
  }

  private static long count(Row cell, Verdict verdict) {
    return cell.<Number>getAs(verdict.name().toLowerCase(Locale.ROOT)).longValue();
  }

  private static String figure(Double value) {
    return value == null ? "-" : String.format(Locale.ROOT, "%.3f", value);
  }
}
