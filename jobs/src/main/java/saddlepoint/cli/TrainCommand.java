// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import saddlepoint.engine.Judgement;
import saddlepoint.engine.TrialResult;
import saddlepoint.engine.scalar.ScalarEngine;
import saddlepoint.engine.scalar.TrainingObserver;
import saddlepoint.sweep.Trial;

/** Trains one GAN and prints its losses as the original programs do. */
@WithoutSpark
@Command(
    name = "train",
    description = "Train one GAN without a file and print `step: D's loss, G's loss` as it trains.",
    footer = {
      "",
      "KEY=VALUE sets any key of the recipe, and preset, seeds, log-every, gap and",
      "the limits of the verdict, such as verdict.jensen-shannon.",
      "Nothing is stored; `saddlepoint sweep` does that.",
      "",
      "Examples:",
      "  saddlepoint train gaussian",
      "  saddlepoint train gaussian minibatch=true learning-rate=0.03 seeds=[7]",
      "  saddlepoint train normal preset=original log-every=500",
      "",
      Exit.MEANINGS
    })
final class TrainCommand implements Callable<Integer> {
  private static final double LARGE = 1e6;

  @ParentCommand private Main main;

  @Parameters(index = "0", paramLabel = "RECIPE", description = "See `saddlepoint recipes`.")
  private String recipe;

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "KEY=VALUE",
      description = "See `saddlepoint recipes RECIPE`.")
  private List<String> assignments = List.of();

  @Override
  public Integer call() {
    List<Trial> trials = SingleGan.trials(recipe, assignments);
    int exit = Exit.DONE;
    for (Trial trial : trials) {
      if (trials.size() > 1) {
        main.terminal().print("random seed " + trial.randomSeed());
      }
      TrialResult result = ScalarEngine.train(trial, new Losses());
      Judgement judgement = Judgement.of(trial.gan(), result);
      main.terminal().print(judgement.verdict() + ": " + judgement.reason());
      if (judgement.verdict().isWorthRetrying()) {
        exit = Exit.DONE_WITH_FAILURES;
      }
    }
    return exit;
  }

  /** Prints the losses of every logged step. */
  private final class Losses implements TrainingObserver {
    private static String number(double loss) {
      return String.format(Locale.ROOT, Math.abs(loss) < LARGE ? "%.6f" : "%.6e", loss);
    }

    @Override
    public void step(int step, double lossD, double lossG, float[] real, float[] fake) {
      main.terminal().print(step + ": " + number(lossD) + "\t" + number(lossG));
    }
  }
}
