// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import saddlepoint.jobs.Shell;
import saddlepoint.metric.Verdict;
import saddlepoint.recipe.Recipes;
import saddlepoint.table.CheckedRuns;
import saddlepoint.table.TableFolder;
import saddlepoint.table.Views;

/** The best cells of a sweep, of which its run may hold more trials than it asks for now. */
final class Leaderboard {
  private static final int BEST = 10;
  private static final List<String> FIGURES = List.of("d_real", "d_fake", "d_score", "wasserstein");

  /** Those with a column of their own; the others that are met stand in words. */
  private static final List<Verdict> SHOWN = List.of(Verdict.CONVERGED, Verdict.FALSE_EQUILIBRIUM);

  private final SparkSession session;
  private final TableFolder folder;
  private final String run;
  private final Collection<String> asked;

  /**
   * The best cells of trials.
   *
   * @param asked ids of those that the sweep has; others of its run are counted alone
   */
  Leaderboard(SparkSession session, TableFolder folder, String run, Collection<String> asked) {
    this.session = session;
    this.folder = folder;
    this.run = run;
    this.asked = asked;
  }

  /**
   * Prints the table.
   *
   * @param where the option that names the folder, for a command to copy; empty if it is the usual
   */
  void print(Terminal terminal, String where) {
    CheckedRuns checked = folder.requireSound(run);
    Views.register(session, checked);
    Set<String> others = new HashSet<>(checked.ledgers().get(run).committedAttempts().keySet());
    others.removeAll(Set.copyOf(asked));
    if (!others.isEmpty()) {
      Views.narrow(session, asked);
    }
    List<Row> rows =
        session.sql(NamedQuery.of("leaderboard").sql()).limit(BEST + 1).collectAsList();
    boolean more = rows.size() > BEST;
    List<Row> best = more ? rows.subList(0, BEST) : rows;
    terminal.print(
        "best cells of run "
            + run
            + ", by share of trials CONVERGED, then APPROXIMATE, then MATCHED, then grades of images,"
            + " then W1; means of trials");
    table(best).lines(FittedTable.USUAL_WIDTH).forEach(terminal::print);
    if (more) {
      terminal.print("...");
    }
    if (!others.isEmpty()) {
      terminal.print(
          Quantity.of(others.size(), "other trial")
              + " of run "
              + run
              + (others.size() == 1 ? " is" : " are")
              + " not in this sweep as it stands now; `"
              + Shell.PROGRAM
              + " query cells --run "
              + run
              + where
              + "` shows all");
    }
  }

  /** A row a cell; its configuration, which may be long, stands last and keeps figures aligned. */
  static TextTable table(List<Row> cells) {
    List<String> names = new ArrayList<>(List.of(">trials"));
    SHOWN.forEach(verdict -> names.add(">" + verdict));
    names.addAll(List.of(">D(x)", ">D(G(z))", ">D score", ">W1", "cell (other verdicts)"));
    TextTable table = new TextTable(names);
    for (Row cell : cells) {
      List<String> texts = new ArrayList<>();
      texts.add(Quantity.count(cell.<Long>getAs("trials")));
      SHOWN.forEach(verdict -> texts.add(share(cell, verdict)));
      FIGURES.forEach(figure -> texts.add(figure(cell.getAs(figure))));
      String others =
          Arrays.stream(Verdict.values())
              .filter(verdict -> !SHOWN.contains(verdict) && count(cell, verdict) > 0)
              .map(verdict -> share(cell, verdict) + " " + verdict)
              .collect(Collectors.joining(", "));
      texts.add(label(cell) + (others.isEmpty() ? "" : " (" + others + ")"));
      table.add(texts);
    }
    return table;
  }

  private static String share(Row cell, Verdict verdict) {
    return Math.round(100.0 * count(cell, verdict) / cell.<Long>getAs("trials")) + " %";
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
