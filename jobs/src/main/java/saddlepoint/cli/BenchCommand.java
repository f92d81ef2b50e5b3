// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import saddlepoint.jobs.EngineChoice;
import saddlepoint.jobs.bench.Bench;
import saddlepoint.jobs.bench.BenchSystem;
import saddlepoint.sweep.ConfigurationException;
import saddlepoint.sweep.Sweep;

/** Measures how fast an engine trains here. */
@WithoutSpark
@Command(
    name = "bench",
    description = "Measure how fast one core of this machine trains, a line a system.",
    footer = {
      "",
      "One thread trains a cohort of trials without pre-training. A step is one turn of",
      "the training loop: all updates of D and that of G. steps_per_second counts the",
      "steps of all trials and the time of training alone, without evaluation; it is",
      "the best of five rounds after a warm-up. share_of_peak is the multiply-adds in",
      "it, a tanh or exp counted as 12, over the most that this core does on registers,",
      "measured in the same run; it is empty where the JVM has no vectors. Nothing is",
      "written, and no Spark session is started.",
      "",
      "Examples:",
      "  saddlepoint bench",
      "  saddlepoint bench gaussian curves --engine scalar",
      "  saddlepoint bench gaussian --trials 1 --seconds 10",
      "  saddlepoint bench gaussian --threads 2",
      "  saddlepoint bench --format csv > speeds.csv",
      "",
      Exit.MEANINGS
    })
final class BenchCommand implements Callable<Integer> {
  private static final double LEAST_SECONDS = 3;
  private static final double USUAL_SECONDS = 5;
  private static final double MOST_SECONDS = 3600;
  private static final int MOST_TRIALS = 4096;
  private static final int MOST_THREADS = 1024;
  private static final double UNNOTICED_SECONDS = 2;

  @ParentCommand private Main main;

  @Parameters(
      paramLabel = "SYSTEM",
      arity = "0..*",
      description =
          "gaussian, gaussian-minibatch, normal, curves, curves-conditional, ring-hinge,"
              + " ring-wgan-gp; all of them by default.")
  private List<String> names = List.of();

  @Option(
      names = "--engine",
      paramLabel = "NAME",
      defaultValue = Sweep.AUTO,
      completionCandidates = EngineNames.class,
      description = "${COMPLETION-CANDIDATES} (default: auto, the fastest engine for CPUs).")
  private String engine;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description =
          "Seconds to measure each system, after as many to warm up or more, until the compiler is"
              + " done and the rate steady (default: 5). In less than 3 it may not be, and rates"
              + " be several times too low.")
  private double seconds = USUAL_SECONDS;

  @Option(
      names = "--trials",
      paramLabel = "N",
      description = "Trials of the cohort (default: as many as the engine trains best at once).")
  private Integer trials;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Cohorts that are trained at the same time; rates are their sum (default: 1).")
  private int threads = 1;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "table or csv (default: table).")
  private BenchFormat format;

  @Override
  public Integer call() {
    List<BenchSystem> systems =
        names.isEmpty() ? BenchSystem.ALL : names.stream().map(BenchSystem::of).toList();
    requireInRange(
        "--seconds", seconds, Double.MIN_VALUE, MOST_SECONDS, "above 0 and at most 3600");
    EngineChoice choice = EngineChoice.of("--engine", engine);
    int cohort = trials == null ? choice.engine().cohortSize() : trials;
    requireInRange("--trials", cohort, 1, MOST_TRIALS, "1 to " + MOST_TRIALS);
    requireInRange("--threads", threads, 1, MOST_THREADS, "1 to " + MOST_THREADS);
    Bench bench = new Bench(choice.engine(), seconds, cohort, threads);
    boolean isNoticed = bench.seconds(systems.size()) > UNNOTICED_SECONDS;
    List<List<String>> rows =
        bench
            .run(
                systems,
                (system, left) -> {
                  if (isNoticed) {
                    tell(system, choice.engine().name(), left);
                  }
                })
            .stream()
            .map(this::row)
            .toList();
    format.lines(rows).forEach(main.terminal()::print);
    if (seconds < LEAST_SECONDS) {
      main.terminal()
          .say(
              "in less than 3 seconds the compiler may not be done: the rates can be several times"
                  + " too low");
    }
    return Exit.DONE;
  }

  private List<String> row(Bench.Speed speed) {
    OptionalDouble share = speed.shareOfPeak();
    return List.of(
        speed.system(),
        speed.engine(),
        format.rate(speed.stepsPerSecond()),
        share.isEmpty() ? "" : format.share(share.getAsDouble()));
  }

  private void tell(BenchSystem system, String engine, double left) {
    String line =
        "measuring "
            + system.name()
            + " on "
            + engine
            + ", about "
            + Quantity.time(Duration.ofMillis(Math.round(left * 1000)))
            + " to go";
    if (main.terminal().isLive()) {
      main.terminal().show(line);
    } else {
      main.terminal().say(line);
    }
  }

  private static void requireInRange(
      String option, double value, double least, double most, String range) {
    if (!(value >= least && value <= most)) {
      throw new ConfigurationException(
          option, "must be " + range + ", got " + Quantity.significant(value));
    }
  }

  /** How the lines are printed. */
  enum BenchFormat {
    /** Rounded, for people. */
    TABLE {
      @Override
      List<String> lines(List<List<String>> rows) {
        TextTable table = new TextTable(List.of("system", "engine", ">steps/s", ">share of peak"));
        rows.forEach(table::add);
        return table.lines(FittedTable.USUAL_WIDTH);
      }

      @Override
      String rate(double rate) {
        return String.format(Locale.ROOT, "%,.0f", rate);
      }

      @Override
      String share(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
      }
    },
    /** For programs. */
    CSV {
      @Override
      List<String> lines(List<List<String>> rows) {
        List<String> lines = new ArrayList<>();
        lines.add("system,engine,steps_per_second,share_of_peak");
        rows.forEach(row -> lines.add(String.join(",", row)));
        return lines;
      }

      @Override
      String rate(double rate) {
        return String.format(Locale.ROOT, "%.1f", rate);
      }

      @Override
      String share(double share) {
        return String.format(Locale.ROOT, "%.4f", share);
      }
    };

    abstract List<String> lines(List<List<String>> rows);

    abstract String rate(double rate);

    abstract String share(double share);
  }
}
