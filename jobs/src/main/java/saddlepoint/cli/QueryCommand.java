// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import saddlepoint.jobs.CannotRunException;
import saddlepoint.jobs.Shell;
import saddlepoint.jobs.replay.TrialLookup;
import saddlepoint.picture.IntervalPicture;
import saddlepoint.sweep.ConfigurationException;
import saddlepoint.table.CheckedRuns;
import saddlepoint.table.MainEffectsView;
import saddlepoint.table.TableFolder;
import saddlepoint.table.TrialSheet;
import saddlepoint.table.Views;

/** Asks the tables. */
@Command(
    name = "query",
    description = "Ask the tables with SQL: a query that comes with the product, or your own.",
    footer = {
      "",
      "The views are trials (a row a trial), metrics (a row a logged step), snapshots,",
      "cells (a row a configuration), runs and regressions (a row a finding of a night).",
      "`-e \"DESCRIBE trials\"` lists the columns, and docs/tables.md explains them.",
      "Shares have Wilson's 95 %% interval.",
      "Times are UTC's and say so.",
      "Control characters are shown escaped, as JSON has them. In csv an apostrophe stands",
      "before texts that a spreadsheet would run; json has every text as it was stored.",
      "csv and json have every column in full, each name once; so has a table with",
      "--wide, whatever the names.",
      "",
      "Examples:",
      "  saddlepoint query --list",
      "  saddlepoint query leaderboard --run card --limit 10",
      "  saddlepoint query main-effects --run card",
      "  saddlepoint query false-equilibria --run quickstart",
      "  saddlepoint query trial 0123456789abcdef",
      "  saddlepoint query -e \"SELECT hidden, avg(wasserstein) FROM trials GROUP BY 1\"",
      "  saddlepoint query -e \"SELECT step, d_real FROM metrics\" --format csv",
      "  saddlepoint query --run tricks-ring -e \"$(cat conf/studies/tricks.sql)\" \\",
      "    --picture tricks.png --of ratio --mark 1",
      "",
      Exit.MEANINGS
    })
final class QueryCommand implements Callable<Integer> {
  private static final int USUAL_LIMIT = 100;

  /** More than a trial has columns and settings. */
  private static final int WHOLE_TRIAL = 1000;

  @ParentCommand private Main main;

  @Parameters(
      index = "0",
      paramLabel = "NAME",
      arity = "0..1",
      description = "A query that --list shows.")
  private String name;

  @Parameters(
      index = "1",
      paramLabel = "TRIAL_ID",
      arity = "0..1",
      description = "Of the query `trial`: the trial's 16 digits, or the first of them.")
  private String argument;

  @Option(
      names = "-e",
      paramLabel = "SQL",
      description = "A query of your own; it reads the views and nothing else.")
  private String sql;

  @Option(names = "--list", description = "List the queries that come with the product.")
  private boolean list;

  @Option(
      names = "--run",
      paramLabel = "NAME",
      description = "Look at this run only (default: all). May be repeated.")
  private List<String> runs = List.of();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "table, csv or json, one object a line (default: table).")
  private Format format;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Rows to print (default: " + USUAL_LIMIT + " of a table, all of csv and json).")
  private Integer limit;

  @Option(
      names = "--wide",
      description =
          "Tables with every column and one line a row, whatever their width (default: "
              + FittedTable.USUAL_WIDTH
              + " columns, with the most asked for of a named query's).")
  private boolean wide;

  @Option(
      names = "--picture",
      paramLabel = "FILE",
      description = "Draw a column of figures with intervals as a .png instead of printing.")
  private Path picture;

  @Option(
      names = "--of",
      paramLabel = "COLUMN",
      description = "Of --picture: texts such as 0.98 (0.70 to 1.20).")
  private String figures;

  @Option(
      names = "--mark",
      paramLabel = "NUMBER",
      description = "Of --picture: draw a line there, and colour what lies beside it.")
  private Double mark;

  @Mixin private OutputOption output;

  @Override
  public Integer call() {
    requirePicture();
    if (list) {
      if (name != null || sql != null || !runs.isEmpty() || limit != null) {
        throw new ConfigurationException(
            "--list", "takes no query, --run or --limit; leave out --list, or them");
      }
      list();
      return Exit.DONE;
    }
    String place = sql == null ? String.valueOf(name) : "-e";
    String statement = Selection.require(place, statement());
    if (limit != null && limit < 1) {
      throw new ConfigurationException("--limit " + limit, "must be a number of rows >= 1");
    }
    TableFolder folder = output.open();
    CheckedRuns checked = folder.requireSound(runs);
    SparkSession session = Sessions.start("saddlepoint query");
    Views.register(session, checked);
    if (NamedQuery.MAIN_EFFECTS.equals(name)) {
      MainEffectsView.register(session);
    } else if (NamedQuery.TRIAL.equals(name)) {
      TrialSheet.register(session, TrialLookup.find(session, folder, argument), this::text);
    }
    if (sql == null) {
      print(place, session, statement);
    } else {
      Selection.fetch(place, () -> print(place, session, statement));
    }
    return Exit.DONE;
  }

  private void requirePicture() {
    if (picture == null && (figures != null || mark != null)) {
      throw new ConfigurationException(
          figures != null ? "--of " + figures : "--mark " + mark,
          "is of a picture; name its file with --picture");
    }
    if (picture == null) {
      return;
    }
    if (list || format != Format.TABLE || wide) {
      throw new ConfigurationException(
          "--picture", "is drawn instead of printing; leave out --list, --format and --wide");
    }
    if (figures == null) {
      throw new ConfigurationException("--picture", "needs a column of figures: --of COLUMN");
    }
    if (mark != null && !Double.isFinite(mark)) {
      throw new ConfigurationException("--mark " + mark, "must be a finite number");
    }
    if (!picture.toString().toLowerCase(Locale.ROOT).endsWith(".png")) {
      throw new ConfigurationException("--picture " + picture, "must be a name that ends in .png");
    }
    TargetFile.requireWritable("--picture", picture);
  }

  /** Rows of the query as dots and bars. */
  private void draw(Dataset<Row> rows) {
    // Before anything touches AWT, which otherwise looks for a display.
    System.setProperty("java.awt.headless", "true");
    IntervalRows found = IntervalRows.of(limited(rows), figures);
    OptionalDouble line = mark == null ? OptionalDouble.empty() : OptionalDouble.of(mark);
    try (OutputStream out = Files.newOutputStream(picture)) {
      new IntervalPicture(figures, found.intervals(), line).writePng(out);
    } catch (IOException e) {
      throw new CannotRunException("--picture " + picture + ": " + e.getMessage(), e);
    }
    String rest =
        found.without() == 0
            ? ""
            : "; left out " + Quantity.of(found.without(), "row") + " without a figure";
    main.terminal()
        .say(
            "wrote "
                + picture
                + ": "
                + Quantity.of(found.intervals().size(), "row")
                + " of "
                + figures
                + rest);
  }

  private void list() {
    TextTable table = new TextTable(List.of("query", "what it shows"));
    NamedQuery.all().forEach(query -> table.add(List.of(query.name(), query.description())));
    table.lines(FittedTable.USUAL_WIDTH).forEach(main.terminal()::print);
  }

  private String statement() {
    if (sql != null && name != null) {
      throw new ConfigurationException(
          name, "give the name of a query or -e with your own, not both");
    }
    if (sql != null) {
      return sql;
    }
    String known = String.join(", ", NamedQuery.NAMES);
    if (name == null) {
      throw new ConfigurationException(
          "query", "needs the name of a query or -e SQL; there are " + known);
    }
    if (!NamedQuery.NAMES.contains(name)) {
      throw new ConfigurationException(
          name,
          name.contains(" ")
              ? "a query of your own goes behind -e"
              : "unknown query \"" + name + "\"; there are " + known);
    }
    requireArgument();
    return NamedQuery.of(name).sql();
  }

  private void requireArgument() {
    boolean needsArgument = name.equals(NamedQuery.TRIAL);
    if (needsArgument && argument == null) {
      throw new ConfigurationException(
          name, "needs a trial id behind it; `" + Shell.PROGRAM + " query trials` lists them");
    }
    if (!needsArgument && argument != null) {
      throw new ConfigurationException(
          argument, "is not understood: the query " + name + " takes nothing behind its name");
    }
    if (needsArgument) {
      TrialLookup.requireId(argument, /* otherwise= */ "");
    }
  }

  /** A value of a trial: rounded for people, with all digits for programs. */
  private String text(Object value) {
    boolean isNumber = value instanceof Number;
    return format != Format.TABLE && isNumber ? value.toString() : Cells.text(value);
  }

  private void print(String place, SparkSession session, String statement) {
    Dataset<Row> rows = Selection.run(place, session, statement);
    if (picture != null) {
      draw(rows);
      return;
    }
    if (format != Format.TABLE) {
      requireDifferentNames(place, rows);
    }
    switch (format) {
      case TABLE -> printTable(rows);
      case CSV -> new MachineText(main.terminal()).printDelimited(limited(rows));
      case JSON -> new MachineText(main.terminal()).printJson(limited(rows));
    }
  }

  /** Programs take columns by their names. */
  private static void requireDifferentNames(String place, Dataset<Row> rows) {
    Set<String> names = new HashSet<>();
    for (String column : rows.columns()) {
      if (!names.add(column)) {
        throw new ConfigurationException(
            place, "two columns are called " + column + "; name one with AS");
      }
    }
  }

  private Dataset<Row> limited(Dataset<Row> rows) {
    return limit == null ? rows : rows.limit(limit);
  }

  private void printTable(Dataset<Row> rows) {
    int usual = NamedQuery.TRIAL.equals(name) ? WHOLE_TRIAL : USUAL_LIMIT;
    int most = limit == null ? usual : limit;
    List<String> shown = wide || name == null ? List.of() : NamedQuery.of(name).shown();
    Dataset<Row> columns =
        shown.isEmpty()
            ? rows
            : rows.select(shown.stream().map(functions::col).toArray(Column[]::new));
    List<Row> found =
        new ArrayList<>(
            columns.limit((int) Math.min(most + 1L, Integer.MAX_VALUE)).collectAsList());
    boolean more = found.size() > most;
    NarrowTable table =
        new NarrowTable(columns.schema(), more ? found.subList(0, most) : found, !shown.isEmpty());
    (wide ? table.whole() : table.lines()).forEach(main.terminal()::print);
    int hidden = wide ? 0 : rows.schema().size() - table.told();
    String rest = hidden == 0 ? "" : "; --wide shows " + Quantity.of(hidden, "more column");
    if (more) {
      main.terminal()
          .say(
              "only the first "
                  + most
                  + " rows; --limit "
                  + Math.min(10L * most, Integer.MAX_VALUE)
                  + " shows more"
                  + rest);
    } else {
      main.terminal().say(Quantity.of(found.size(), "row") + table.run() + rest);
    }
  }
}
