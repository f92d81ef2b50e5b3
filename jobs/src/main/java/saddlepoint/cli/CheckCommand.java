// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import saddlepoint.table.CheckDepth;
import saddlepoint.table.CheckedRuns;
import saddlepoint.table.FolderProblem;
import saddlepoint.table.Ledger;
import saddlepoint.table.TableFolder;

/** Looks whether tables are as they were written. */
@Command(
    name = "check",
    description = "Look whether tables are as they were written, and say what to do if not.",
    footer = {
      "",
      "Reads every byte of every wave and compares it with the checksum in its manifest,",
      "as every command that reads tables does, and every byte of kept generators. With",
      "--deep it also compares SHA-256, decodes every value, and names every trial anew.",
      "Waves of format 1 have no checksum: of these it reads run, id, wave, attempt and",
      "verdict of every row.",
      "Nothing is changed.",
      "",
      "Examples:",
      "  saddlepoint check",
      "  saddlepoint check card --deep",
      "  saddlepoint check --out hdfs://namenode:8020/results",
      "",
      "Exit codes: 0 all is as it was written, 1 something is not, 2 usage, 3 could not run."
    })
final class CheckCommand implements Callable<Integer> {
  @ParentCommand private Main main;

  @Parameters(
      paramLabel = "RUN",
      arity = "0..*",
      description = "Look at these runs only (default: all).")
  private List<String> runs = List.of();

  @Option(names = "--deep", description = "Also compare SHA-256, values and the names of trials.")
  private boolean deep;

  @Mixin private OutputOption output;

  @Override
  public Integer call() {
    TableFolder folder = output.open();
    CheckDepth depth = deep ? CheckDepth.VALUES : CheckDepth.CHECKSUMS;
    long start = System.nanoTime();
    CheckedRuns checked = folder.check(folder.runs(runs), depth);
    double seconds = (System.nanoTime() - start) / 1e9;
    TextTable table = new TextTable(List.of("run", ">waves", ">trials", ">of planned"));
    checked.ledgers().forEach((run, ledger) -> table.add(row(run, ledger)));
    table.lines().forEach(main.terminal()::print);
    checked.problems().forEach(problem -> main.terminal().print("NOT SOUND  " + problem));
    main.terminal().print(conclusion(checked, seconds));
    return checked.problems().isEmpty() ? Exit.DONE : Exit.DONE_WITH_FAILURES;
  }

  private static List<String> row(String run, Ledger ledger) {
    return List.of(
        run,
        Quantity.count(ledger.files().size()),
        Quantity.count(ledger.committedTrials()),
        Quantity.count(ledger.cutTrials()));
  }

  private static String conclusion(CheckedRuns checked, double seconds) {
    List<FolderProblem> problems = checked.problems();
    String read =
        Quantity.bytes(checked.bytes()) + " read in " + Quantity.significant(seconds) + " s";
    return problems.isEmpty()
        ? "all is as it was written; " + read
        : Quantity.of(problems.size(), "problem") + ", none mended; " + read;
  }
}
