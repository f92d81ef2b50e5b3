// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import saddlepoint.engine.Cohort;
import saddlepoint.engine.Engine;
import saddlepoint.engine.History;
import saddlepoint.engine.Judgement;
import saddlepoint.engine.Outcome;
import saddlepoint.engine.TrialListener;
import saddlepoint.engine.TrialResult;
import saddlepoint.engine.training.ObservableEngine;
import saddlepoint.engine.training.TrainingObserver;
import saddlepoint.jobs.SingleGan;
import saddlepoint.metric.Metric;
import saddlepoint.recipe.Gan;
import saddlepoint.sweep.Trial;

/** Trains one GAN and prints its figures as it trains. */
@WithoutSpark
@Command(
    name = "train",
    description = "Train one GAN without a file, print its figures as it trains, then its verdict.",
    footer = {
      "",
      "KEY=VALUE sets any key of the recipe, and preset, seeds, log-every, gap and",
      "the limits of the verdict, such as verdict.jensen-shannon.",
      "Every log-every steps there is a line: both losses, means of D(x) and D(G(z)) over",
      "the batch, D's score (at equilibrium -log 4 = -1.386), and W1, the distance of the",
      "samples to the data, where they were evaluated (evaluate-every); of images sliced W1.",
      "Where D tells classes (acgan) each epoch of the data ends with a table of the",
      "losses' parts.",
      "Nothing is stored; `saddlepoint sweep` does that.",
      "",
      "Examples:",
      "  saddlepoint train gaussian",
      "  saddlepoint train gaussian minibatch=true learning-rate=0.03 'seeds=[7]'",
      "  saddlepoint train normal preset=original log-every=500",
      "",
      Exit.MEANINGS
    })
final class TrainCommand implements Callable<Integer> {
  private static final double LARGE = 1e4;
  private static final double MILLIS = 1e3;
  private static final String LINE = "%10s  %11s  %11s  %9s  %9s  %9s  %9s";
  private static final String HEADING =
      line("step", "D loss", "G loss", "D(x)", "D(G(z))", "D score", "W1");

  @ParentCommand private Main main;

  @Parameters(
      index = "0",
      paramLabel = "RECIPE",
      description = "See `${ROOT-COMMAND-NAME} recipes`.")
  private String recipe;

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "KEY=VALUE",
      description = "See `${ROOT-COMMAND-NAME} recipes RECIPE`.")
  private List<String> assignments = List.of();

  @Override
  public Integer call() {
    SingleGan.Chosen chosen = SingleGan.chosen(recipe, assignments);
    int exit = Exit.DONE;
    for (Trial trial : chosen.trials()) {
      main.terminal().print(name(trial));
      main.terminal().print(HEADING);
      TrialResult result = train(chosen.engine(), trial);
      epochs(trial, result).ifPresent(main.terminal()::print);
      Judgement judgement = Judgement.of(trial.gan(), result);
      main.terminal().print(judgement.verdict() + ": " + judgement.reason());
      if (judgement.verdict().isWorthRetrying()) {
        exit = Exit.DONE_WITH_FAILURES;
      }
    }
    return exit;
  }

  private TrialResult train(Engine engine, Trial trial) {
    Figures figures = new Figures(trial.gan());
    if (engine instanceof ObservableEngine observable) {
      return observable.train(trial, figures);
    }
    List<TrialResult> ended = new ArrayList<>();
    engine.train(
        new Cohort(List.of(trial)),
        new TrialListener() {
          @Override
          public void logged(History history) {
            figures.logged(history);
          }

          @Override
          public void ended(TrialResult result) {
            ended.add(result);
          }
        });
    return ended.get(0);
  }

  /** Seconds that D took for each of a set's rows once. */
  private static Optional<String> epochs(Trial trial, TrialResult result) {
    Gan gan = trial.gan();
    double epochs = (double) gan.realRows(gan.steps()) / Math.max(1, gan.source().size());
    return gan.source().size() == 0 || result.outcome().kind() != Outcome.Kind.COMPLETED
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "%.3g epochs of %,d rows, %.3g s an epoch",
                epochs,
                gan.source().size(),
                result.trainMillis() / MILLIS / epochs));
  }

  /** For example {@code gaussian/jang hidden=8, random seed 1}. */
  private static String name(Trial trial) {
    String differences = trial.cell().describe();
    return trial.cell().recipe()
        + "/"
        + trial.cell().preset()
        + (differences.isEmpty() ? "" : " " + differences)
        + ", random seed "
        + trial.randomSeed();
  }

  private static String line(Object... texts) {
    return String.format(Locale.ROOT, LINE, texts);
  }

  private static String number(String format, double value) {
    return Double.isNaN(value)
        ? "NaN"
        : String.format(Locale.ROOT, Math.abs(value) < LARGE ? format : "%.3e", value);
  }

  private void print(History history) {
    int row = history.length() - 1;
    main.terminal()
        .print(
            line(
                history.steps()[row],
                number("%.6f", history.value(Metric.D_LOSS, row)),
                number("%.6f", history.value(Metric.G_LOSS, row)),
                number("%.3f", history.value(Metric.D_REAL, row)),
                number("%.3f", history.value(Metric.D_FAKE, row)),
                number("%.3f", history.value(Metric.D_SCORE, row)),
                history.evaluated(row)
                    ? number("%.3f", history.value(Metric.WASSERSTEIN, row))
                    : "-"));
  }

  /** Prints a line for every logged step, and where D tells classes a table for every epoch. */
  private final class Figures implements TrainingObserver {
    private final Optional<EpochTable> table;

    Figures(Gan gan) {
      table = gan.loss().auxiliary().isUsed() ? Optional.of(new EpochTable(gan)) : Optional.empty();
    }

    @Override
    public void logged(History history) {
      print(history);
      table.ifPresent(it -> it.lines(history).forEach(main.terminal()::print));
    }
  }
}
