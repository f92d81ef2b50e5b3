// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import saddlepoint.jobs.CompareJob;
import saddlepoint.metric.Verdict;
import saddlepoint.statistics.McNemar;
import saddlepoint.statistics.PairedComparison;
import saddlepoint.statistics.WilsonInterval;
import saddlepoint.sweep.ConfigurationException;
import saddlepoint.table.CheckedRuns;
import saddlepoint.table.TableFolder;
import saddlepoint.table.Views;

/** Compares two values of an axis over pairs of trials. */
@Command(
    name = "compare",
    description =
        "Compare two values of an axis over the same random seeds and otherwise equal settings.",
    footer = {
      "",
      "A pair is two trials of one run, recipe, preset and random seed that differ in",
      "the axis alone. McNemar's exact test says whether one value has the verdict more",
      "often than chance lets it; only pairs that disagree count. Shares have Wilson's",
      "95 %% interval.",
      "",
      "Examples:",
      "  saddlepoint compare optimizer adam sgd --run card",
      "  saddlepoint compare minibatch true false --of FALSE_EQUILIBRIUM",
      "  saddlepoint compare generator.learning-rate 0.001 0.03 --of matches",
      "",
      Exit.MEANINGS
    })
final class CompareCommand implements Callable<Integer> {
  private static final String EQUILIBRIUM = "equilibrium";
  private static final String MATCHES = "matches";
  private static final int PERCENT = 100;

  @ParentCommand private Main main;

  @Parameters(
      index = "0",
      paramLabel = "AXIS",
      description = "A key, a shorthand that sets it for both players, or preset.")
  private String axis;

  @Parameters(index = "1", paramLabel = "VALUE", description = "One value.")
  private String first;

  @Parameters(index = "2", paramLabel = "VALUE", description = "The other.")
  private String second;

  @Option(
      names = "--of",
      paramLabel = "VERDICT",
      defaultValue = EQUILIBRIUM,
      description =
          "Which trials to count: those of a verdict, equilibrium for CONVERGED and APPROXIMATE,"
              + " or matches for these and MATCHED (default: equilibrium).")
  private String verdict;

  @Option(
      names = "--run",
      paramLabel = "NAME",
      description = "Look at this run only (default: all). May be repeated.")
  private List<String> runs = List.of();

  @Mixin private OutputOption output;

  @Override
  public Integer call() {
    Outcome outcome = outcome();
    TableFolder folder = output.open();
    CheckedRuns checked = folder.requireSound(runs);
    SparkSession session = Sessions.start("saddlepoint compare");
    Views.register(session, checked);
    PairedComparison comparison = new CompareJob(axis, first, second, outcome.test()).run(session);
    print(comparison, outcome);
    return Exit.DONE;
  }

  private Outcome outcome() {
    if (verdict.equalsIgnoreCase(EQUILIBRIUM)) {
      return new Outcome(EQUILIBRIUM, "reaches equilibrium", Verdict::isEquilibrium);
    }
    if (verdict.equalsIgnoreCase(MATCHES)) {
      return new Outcome(MATCHES, "matches the data", Verdict::samplesMatch);
    }
    String wanted = verdict.toUpperCase(Locale.ROOT).replace('-', '_');
    for (Verdict known : Verdict.values()) {
      if (known.name().equals(wanted)) {
        String verb = known == Verdict.CONVERGED ? "converges" : "ends " + known;
        return new Outcome(wanted, verb, known::equals);
      }
    }
    String known =
        Arrays.stream(Verdict.values()).map(Verdict::name).collect(Collectors.joining(", "));
    throw new ConfigurationException(
        "--of " + verdict,
        "unknown verdict; there are " + known + ", " + EQUILIBRIUM + " and " + MATCHES);
  }

  private void print(PairedComparison comparison, Outcome outcome) {
    McNemar test = comparison.test();
    TextTable table =
        new TextTable(
            List.of(axis, ">pairs", ">" + outcome.name(), ">share", "95 % interval", ">it alone"));
    table.add(
        line(
            comparison.first(),
            comparison.pairs(),
            comparison.both() + test.firstOnly(),
            comparison.firstShare(),
            test.firstOnly()));
    table.add(
        line(
            comparison.second(),
            comparison.pairs(),
            comparison.both() + test.secondOnly(),
            comparison.secondShare(),
            test.secondOnly()));
    table.lines(FittedTable.USUAL_WIDTH).forEach(main.terminal()::print);
    main.terminal().print(meaning(comparison, outcome.verb()));
    if (comparison.unpaired() > 0) {
      main.terminal()
          .say(
              Quantity.of(comparison.unpaired(), "trial")
                  + " of these values had no partner and "
                  + (comparison.unpaired() == 1 ? "is" : "are")
                  + " left out");
    }
  }

  private static List<String> line(
      String value, int pairs, int count, WilsonInterval share, int alone) {
    return List.of(
        value,
        Quantity.count(pairs),
        Quantity.count(count),
        percent(share.share()),
        percent(share.low()) + " to " + percent(share.high()),
        Quantity.count(alone));
  }

  /**
   * For example {@code adam converges more often than sgd: 12 against 3 of 40 pairs, p = 0.035}.
   */
  private static String meaning(PairedComparison comparison, String verb) {
    McNemar test = comparison.test();
    String pairs = Quantity.of(comparison.pairs(), "pair");
    String p = String.format(Locale.ROOT, "p = %.2g", test.p());
    if (!test.differs()) {
      return "no difference that " + pairs + " could show, " + p;
    }
    boolean isFirst = test.firstOnly() > test.secondOnly();
    return (isFirst ? comparison.first() : comparison.second())
        + " "
        + verb
        + " more often than "
        + (isFirst ? comparison.second() : comparison.first())
        + ": "
        + Quantity.count(Math.max(test.firstOnly(), test.secondOnly()))
        + " against "
        + Quantity.count(Math.min(test.firstOnly(), test.secondOnly()))
        + " of "
        + pairs
        + ", "
        + p;
  }

  private static String percent(double share) {
    return Math.round(PERCENT * share) + " %";
  }

  /** What is counted of the trials. */
  private record Outcome(String name, String verb, Predicate<Verdict> test) {}
}
