// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import saddlepoint.engine.Engine;
import saddlepoint.jobs.replay.Extreme;
import saddlepoint.jobs.replay.Replay;
import saddlepoint.jobs.replay.RowComparison;
import saddlepoint.jobs.replay.StoredTrial;
import saddlepoint.jobs.replay.TrialLookup;
import saddlepoint.provenance.Provenance;
import saddlepoint.table.CheckedRuns;
import saddlepoint.table.TableFolder;
import saddlepoint.table.Views;

/** Trains a committed trial again and compares. */
@Command(
    name = "replay",
    description = "Train a committed trial again and compare every figure, bit by bit.",
    footer = {
      "",
      "Examples:",
      "  saddlepoint query trials --limit 5",
      "  saddlepoint replay 0123456789abcdef",
      "  saddlepoint replay best worst --run card",
      "  saddlepoint replay 0123 4567 89ab",
      "",
      "Exit codes: 0 identical, 1 different, 2 usage, 3 could not run."
    })
final class ReplayCommand implements Callable<Integer> {
  @ParentCommand private Main main;

  @Parameters(
      paramLabel = "TRIAL",
      arity = "1..*",
      description =
          "Its 16 digits, or the first of them; or best, or worst, as of picture. Several may be"
              + " given.")
  private List<String> ids;

  @Option(
      names = "--run",
      paramLabel = "NAME",
      description = "The run that it is in (default: the run that trained it last).")
  private String run;

  @Option(
      names = "--engine",
      paramLabel = "NAME",
      description = "Another engine of the same arithmetic (default: the one that trained it).")
  private String engineName;

  @Mixin private OutputOption output;

  @Override
  public Integer call() {
    ids.stream()
        .filter(id -> !Extreme.isOne(id))
        .forEach(id -> TrialLookup.requireId(id, "; or say best or worst"));
    TableFolder folder = output.open();
    List<String> runs = run == null ? List.of() : List.of(run);
    CheckedRuns checked = folder.requireSound(runs);
    SparkSession session = Sessions.start("saddlepoint replay");
    Views.register(session, checked);
    List<Row> rows = ids.stream().map(id -> TrialLookup.find(session, folder, id)).toList();
    return rows.stream().mapToInt(row -> replay(StoredTrial.of(folder, row))).max().orElseThrow();
  }

  private int replay(StoredTrial stored) {
    Replay replay = Replay.of(stored, Optional.ofNullable(engineName));
    main.terminal()
        .say(
            "training "
                + stored.trial().id()
                + " again with engine "
                + replay.engine().name()
                + ": "
                + stored.describe());
    return tell(stored.row(), replay.run(), replay.engine());
  }

  /** A sentence about differences that are no fault, for arithmetics that have such. */
  static String expectation(String arithmetic) {
    return arithmetic.startsWith("graph-")
        ? "Sums of ND4J may differ in their last bit from process to process (docs/graph.md), so"
            + " that small differences are expected."
        : "";
  }

  private int tell(Row stored, Replay.Report report, Engine engine) {
    RowComparison comparison = report.comparison();
    if (comparison.differences().isEmpty()) {
      main.terminal()
          .print(
              "identical: "
                  + Quantity.of(comparison.figures(), "figure")
                  + " in "
                  + Quantity.of(comparison.columns(), "column")
                  + " of trial "
                  + stored.getAs("trial_id")
                  + (report.isPartial() ? ", up to the step at which it was stopped" : ""));
      return Exit.DONE;
    }
    main.terminal().print("different: " + comparison.differences().get(0));
    main.terminal()
        .print(
            Quantity.of(comparison.differences().size(), "column")
                + " of "
                + comparison.columns()
                + " differ; stored by "
                + stored.getAs("engine")
                + " of version "
                + stored.getAs("code_version")
                + " on "
                + stored.getAs("processor")
                + ", replayed by "
                + engine.name()
                + " of version "
                + Provenance.here().codeVersion()
                + " on "
                + Provenance.here().processor());
    expectation(engine.arithmetic()).lines().forEach(main.terminal()::print);
    return Exit.DONE_WITH_FAILURES;
  }
}
