// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import saddlepoint.engine.TrialResult;
import saddlepoint.engine.training.ObservableEngine;
import saddlepoint.jobs.CannotRunException;
import saddlepoint.jobs.SingleGan;
import saddlepoint.sweep.ConfigurationException;
import saddlepoint.sweep.Trial;

/** Writes down everything that a training draws and computes. */
@WithoutSpark
@Command(
    name = "trace",
    description = "Train one GAN and write all it draws and computes to a JSON file.",
    footer = {
      "",
      "The file holds the GAN (layers, losses, optimizers), the initial parameters,",
      "every batch and noise draw, and every step's losses and D outputs: enough to",
      "recompute the training with any other software. Numbers have all their digits.",
      "An existing file is replaced.",
      "",
      "Examples:",
      "  saddlepoint trace dirac --steps 20 --to dirac.json",
      "  saddlepoint trace gaussian minibatch=true 'seeds=[7]' --steps 50 --to g.json",
      "",
      Exit.MEANINGS
    })
final class TraceCommand implements Callable<Integer> {
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

  @Option(
      names = "--steps",
      required = true,
      paramLabel = "N",
      description = "GAN steps to train; pre-training is not shortened.")
  private int steps;

  @Option(names = "--to", required = true, paramLabel = "FILE", description = "Where to write.")
  private Path target;

  @Override
  public Integer call() {
    List<String> all = new ArrayList<>(assignments);
    all.add("steps=" + steps);
    all.add("log-every=1");
    List<Trial> trials = SingleGan.trials(recipe, all);
    if (trials.size() != 1) {
      throw new ConfigurationException(
          "seeds",
          "a trace has one random seed, got " + trials.size() + "; give for example seeds=[7]");
    }
    TargetFile.requireWritable(target);
    TrialResult result = write(trials.get(0));
    main.terminal()
        .say(
            "wrote "
                + target
                + ": "
                + Quantity.of(result.history().length(), "step")
                + " of "
                + recipe
                + ", "
                + result.outcome().kind()
                + (result.outcome().message().isEmpty() ? "" : ": " + result.outcome().message()));
    return switch (result.outcome().kind()) {
      case FAILED, TIMED_OUT -> Exit.DONE_WITH_FAILURES;
      case COMPLETED, DIVERGED -> Exit.DONE;
    };
  }

  private TrialResult write(Trial trial) {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target));
        TraceFile file = new TraceFile(out)) {
      file.begin(trial);
      TrialResult result = ObservableEngine.get().train(trial, file);
      file.end(result);
      return result;
    } catch (IOException | UncheckedIOException e) {
      throw new CannotRunException("--to " + target + ": " + e.getMessage(), e);
    }
  }
}
