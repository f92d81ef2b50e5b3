// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;
import saddlepoint.jobs.PreparedSweep;
import saddlepoint.jobs.Shell;
import saddlepoint.jobs.SweepReport;
import saddlepoint.metric.Verdict;
import saddlepoint.sweep.Trial;
import saddlepoint.table.TableFolder;

/** Trains what a sweep's run has not committed yet. */
@Command(
    name = "sweep",
    description =
        "Train every trial of a sweep that is not committed yet, then show the best cells.",
    footer = {
      "",
      "The same command again goes on where it was stopped. Ctrl-C lets the waves in",
      "flight finish and commits them; a second one keeps checkpoints of what is at work",
      "there, from which the same command goes on, and ends (unless checkpoint-every =",
      "none). --max-time does so by itself, before a scheduler kills. Spark's options",
      "(--master, --conf, ...) may stand anywhere on the line.",
      "",
      "Examples:",
      "  saddlepoint sweep conf/quickstart.conf",
      "  saddlepoint sweep conf/card.conf --run card-20 --set seeds=20",
      "  saddlepoint sweep conf/card.conf --run rates --set 'learning-rate=[0.01,0.1]'",
      "  saddlepoint sweep conf/card.conf --retry-failed",
      "  saddlepoint sweep conf/card.conf --max-time 2h",
      "  saddlepoint --master yarn sweep conf/card.conf \\",
      "      --out hdfs://namenode:8020/results",
      "",
      Exit.MEANINGS
    })
final class SweepCommand implements Callable<Integer> {
  @ParentCommand private Main main;
  @Mixin private SweepOptions options;

  @Override
  public Integer call() {
    PreparedSweep sweep = options.prepare();
    sweep.plan().notes().forEach(this::say);
    say(
        Quantity.of(sweep.plan().trials().size(), "trial")
            + " in "
            + Quantity.of(sweep.plan().cells(), "cell")
            + ", run "
            + sweep.run()
            + ", engine "
            + sweep.choice().engine().name()
            + " ("
            + sweep.choice().reason()
            + ")");
    SweepReport report =
        WatchedSweep.run(main, sweep, options, "what is committed is safe; " + goesOn());
    main.terminal().endLine();
    return tell(report, sweep.plan().trials().stream().map(Trial::id).toList());
  }

  private int tell(SweepReport report, List<String> asked) {
    boolean nothingToDo =
        report.isComplete()
            && report.committedBefore() == report.planned()
            && report.trained().isEmpty();
    print(
        (nothingToDo ? "nothing to do: " : "")
            + (report.isComplete() ? "all " : Quantity.count(report.committed()) + " of ")
            + Quantity.of(report.planned(), "trial")
            + " of run "
            + report.run()
            + (report.planned() == 1 ? " is" : " are")
            + " committed"
            + again(report)
            + counts(": ", report.verdicts()));
    if (report.committed() > 0) {
      print("");
      String where =
          options.output().location().equals("results")
              ? ""
              : " --out " + Shell.quoted(options.output().location());
      TableFolder folder = options.output().open();
      new Leaderboard(WatchedSweep.session(), folder, report.run(), asked)
          .print(main.terminal(), where);
      print("");
      print("tables: " + report.location());
      print("ask:    " + Shell.PROGRAM + " query cells --run " + report.run() + where);
      print(
          "        "
              + Shell.PROGRAM
              + " query -e \"SELECT verdict, count(*) FROM trials GROUP BY verdict\""
              + where);
      long looking = report.verdicts().getOrDefault(Verdict.FALSE_EQUILIBRIUM, 0L);
      if (looking > 0) {
        print(
            Quantity.of(looking, "trial")
                + (looking == 1 ? " looks" : " look")
                + " converged with wrong samples: "
                + Shell.PROGRAM
                + " query false-equilibria --run "
                + report.run()
                + where);
      }
    }
    if (!report.isComplete() || !report.failedWaves().isEmpty()) {
      tellLeft(report);
      return Exit.COULD_NOT_RUN;
    }
    boolean failures = report.verdicts().keySet().stream().anyMatch(Verdict::isWorthRetrying);
    if (failures) {
      say(
          "`"
              + Shell.PROGRAM
              + " query failures` says why trials failed; --retry-failed tries them again");
    }
    return failures ? Exit.DONE_WITH_FAILURES : Exit.DONE;
  }

  /** What is lost, why, and how to go on. */
  private void tellLeft(SweepReport report) {
    WatchedSweep.tellFailures(main, report);
    boolean isWhole = report.failedWaves().isEmpty() && report.abandonedWaves().isEmpty();
    say(
        (report.timeUp() ? options.timeUp() : report.stopped() ? "stopped" : "not all is done")
            + "; "
            + (isWhole ? "nothing is lost" : "what is committed is safe")
            + ", "
            + Quantity.of(report.awaited(), "trial")
            + (report.awaited() == 1 ? " is" : " are")
            + " left; "
            + goesOn());
  }

  private String goesOn() {
    return "the same command goes on: " + main.command() + GivenCommand.hint(main.command());
  }

  /** Of those that are committed, how many still wait for another attempt. */
  private static String again(SweepReport report) {
    long left = report.awaited() - (report.planned() - report.committed());
    return left == 0 ? "" : ", " + Quantity.count(left) + " of them still to be tried again";
  }

  /** For example {@code 3 CONVERGED, 1 DIVERGED}. */
  static String counts(String prefix, Map<Verdict, Long> verdicts) {
    List<String> counts =
        Arrays.stream(Verdict.values())
            .filter(verdict -> verdicts.getOrDefault(verdict, 0L) > 0)
            .map(verdict -> Quantity.count(verdicts.get(verdict)) + " " + verdict)
            .toList();
    return counts.isEmpty() ? "" : prefix + String.join(", ", counts);
  }

  private void print(String line) {
    main.terminal().print(line);
  }

  private void say(String line) {
    main.terminal().say(line);
  }
}
