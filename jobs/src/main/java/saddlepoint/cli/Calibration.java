// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import saddlepoint.engine.Cohort;
import saddlepoint.engine.Engine;
import saddlepoint.engine.TrialResult;
import saddlepoint.numerics.Numerics;
import saddlepoint.recipe.Keys;
import saddlepoint.recipe.Recipe;
import saddlepoint.recipe.Recipes;
import saddlepoint.recipe.Settings;
import saddlepoint.sweep.Cell;
import saddlepoint.sweep.Trial;

/** Estimates how long trials take, by training short ones of each recipe for a moment. */
final class Calibration {
  private static final Duration BUDGET = Duration.ofMillis(500);
  private static final double WORK_OF_ONE = 4e6;

  private final Engine engine;

  Calibration(Engine engine) {
    this.engine = engine;
  }

  /** Seconds that one core needs for the trials; an estimate. */
  double seconds(List<Trial> trials) {
    Map<String, List<Trial>> byRecipe = new LinkedHashMap<>();
    trials.forEach(
        trial ->
            byRecipe
                .computeIfAbsent(trial.cell().recipe(), recipe -> new ArrayList<>())
                .add(trial));
    double seconds = 0;
    for (List<Trial> alike : byRecipe.values()) {
      seconds += secondsOfRecipe(alike);
    }
    return seconds;
  }

  private double secondsOfRecipe(List<Trial> trials) {
    Map<String, Double> workByCell = new LinkedHashMap<>();
    double work = 0;
    long evaluations = 0;
    for (Trial trial : trials) {
      double own = workByCell.computeIfAbsent(trial.cell().configId(), id -> trial.gan().work());
      work += own;
      int every = trial.recording().evaluateEvery();
      evaluations += 1 + (every == 0 ? 0 : trial.cell().settings().get(Keys.STEPS) / every);
    }
    List<Trial> byWork = new ArrayList<>(trials);
    byWork.sort(Comparator.comparing(trial -> workByCell.get(trial.cell().configId())));
    Trial typical = shortened(byWork.get(byWork.size() / 2));
    Measurement measured = measure(typical);
    return work * measured.secondsOfWork() + evaluations * measured.secondsOfEvaluation();
  }

  /** The fastest training counts, when the compiler has seen the code. */
  private Measurement measure(Trial trial) {
    Cohort cohort = new Cohort(Collections.nCopies(engine.cohortSize(), trial));
    double work = trial.gan().work();
    Measurement best = new Measurement(Double.POSITIVE_INFINITY, 0);
    long end = System.nanoTime() + BUDGET.toNanos();
    do {
      List<TrialResult> results = new ArrayList<>();
      engine.train(cohort, results::add);
      double train = results.stream().mapToDouble(TrialResult::trainMillis).sum();
      double evaluate = results.stream().mapToDouble(TrialResult::evaluateMillis).sum();
      double secondsOfWork = train / 1000 / (work * results.size());
      if (secondsOfWork <= best.secondsOfWork()) {
        best = new Measurement(secondsOfWork, evaluate / 1000 / results.size());
      }
    } while (System.nanoTime() < end);
    return best;
  }

  private static Trial shortened(Trial trial) {
    Cell cell = trial.cell();
    Recipe recipe = Recipes.get(cell.recipe());
    int steps =
        (int)
            Math.min(
                cell.settings().get(Keys.STEPS),
                Math.max(1, WORK_OF_ONE / trial.gan().multiplyAddsPerStep()));
    Settings settings = cell.settings().with(Map.of(Keys.STEPS.name(), steps));
    if (settings.has(Keys.PRETRAIN_STEPS)) {
      int pretraining = Math.min(settings.get(Keys.PRETRAIN_STEPS), steps);
      settings = settings.with(Map.of(Keys.PRETRAIN_STEPS.name(), pretraining));
    }
    return Trial.of(
        Cell.of(recipe, recipe.preset(cell.preset()), settings),
        trial.randomSeed(),
        trial.arithmetic(),
        Numerics.VERSION,
        trial.recording());
  }

  /** Seconds of one core a multiply-add, and an evaluation. */
  private record Measurement(double secondsOfWork, double secondsOfEvaluation) {}
}
