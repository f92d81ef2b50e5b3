// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import saddlepoint.table.ViewStatements;
import saddlepoint.table.Views;

/** Tells of the views. */
@Command(
    name = "views",
    description = "List the views of SQL, or print them as statements for another Spark.",
    footer = {
      "",
      "With --ddl spark-sql, beeline or a notebook of Spark 3.4 or newer has the same views,",
      "for its session. Trials, metrics, snapshots and cells are read from the files; runs",
      "and regressions are as they were when the statements were printed.",
      "",
      "Examples:",
      "  saddlepoint views",
      "  saddlepoint views --ddl --out hdfs://namenode:8020/results > views.sql",
      "  spark-sql -i views.sql",
      "",
      "Exit codes: 0 done, 2 usage, 3 could not run."
    })
final class ViewsCommand implements Callable<Integer> {
  @ParentCommand private Main main;

  @Option(
      names = "--ddl",
      description = "Print CREATE VIEW statements for the tables of --out (default: the list).")
  private boolean ddl;

  @Mixin private OutputOption output;

  @Override
  public Integer call() {
    if (ddl) {
      for (String statement : ViewStatements.of(output.open().requireSound(List.of()))) {
        (statement + ";").lines().forEach(main.terminal()::print);
        main.terminal().print("");
      }
    } else {
      TextTable table = new TextTable(List.of("view", "a row is"));
      Views.ALL.forEach(view -> table.add(List.of(view.name(), view.row())));
      table.lines(FittedTable.USUAL_WIDTH).forEach(main.terminal()::print);
    }
    return Exit.DONE;
  }
}
