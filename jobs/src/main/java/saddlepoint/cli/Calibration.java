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
import java.util.function.ToDoubleFunction;
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
  private static final int LEAST_ROUNDS = 3;
  private static final double WORK_OF_ONE = 4e6;

  private final Engine engine;

  Calibration(Engine engine) {
    this.engine = engine;
  }

  /**
   * Seconds that one core needs for trials; an estimate.
   *
   * @param byShape as {@link saddlepoint.engine.Cohorts#byShape} gives them
   */
  double seconds(List<List<Trial>> byShape) {
    Map<String, List<Group>> byRecipe = new LinkedHashMap<>();
    for (List<Trial> alike : byShape) {
      byRecipe
          .computeIfAbsent(alike.get(0).cell().recipe(), recipe -> new ArrayList<>())
          .add(Group.of(alike));
    }
    return byRecipe.values().stream().mapToDouble(this::secondsOfRecipe).sum();
  }

  private double secondsOfRecipe(List<Group> groups) {
    Measurement measured = measure(shortened(typical(groups)));
    double seconds = 0;
    for (Group group : groups) {
      seconds +=
          group.size()
              * (group.work() * measured.secondsOfWork()
                  + group.evaluations() * measured.secondsOfEvaluation());
    }
    return seconds;
  }

  /** A trial of median work. */
  private static Trial typical(List<Group> groups) {
    List<Group> byWork = new ArrayList<>(groups);
    byWork.sort(Comparator.comparingDouble(Group::work));
    int middle = byWork.stream().mapToInt(Group::size).sum() / 2;
    for (Group group : byWork) {
      middle -= group.size();
      if (middle < 0) {
        return group.trial();
      }
    }
    throw new IllegalArgumentException("no trials");
  }

  /** The fastest training and the fastest evaluation count, when the compiler has seen the code. */
  private Measurement measure(Trial trial) {
    Cohort cohort = new Cohort(Collections.nCopies(engine.cohortSize(), trial));
    double work = trial.gan().work();
    double train = Double.POSITIVE_INFINITY;
    double evaluate = Double.POSITIVE_INFINITY;
    long end = System.nanoTime() + BUDGET.toNanos();
    for (int round = 0; round < LEAST_ROUNDS || System.nanoTime() < end; round++) {
      List<TrialResult> results = new ArrayList<>();
      engine.train(cohort, results::add);
      train = Math.min(train, meanSeconds(results, TrialResult::trainMillis));
      evaluate = Math.min(evaluate, meanSeconds(results, TrialResult::evaluateMillis));
    }
    return new Measurement(train / work, evaluate);
  }

  private static double meanSeconds(
      List<TrialResult> results, ToDoubleFunction<TrialResult> millis) {
    return results.stream().mapToDouble(millis).average().orElseThrow() / 1000;
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

  /**
   * Trials of one shape.
   *
   * @param trial one of them
   * @param size how many they are
   * @param work multiply-adds of one
   * @param evaluations of one
   */
  private record Group(Trial trial, int size, double work, long evaluations) {
    static Group of(List<Trial> alike) {
      Trial trial = alike.get(0);
      int every = trial.recording().evaluateEvery();
      int regular = every == 0 ? 0 : trial.cell().settings().get(Keys.STEPS) / every;
      return new Group(trial, alike.size(), trial.gan().work(), 1 + regular);
    }
  }

  /** Seconds of one core a multiply-add, and an evaluation. */
  private record Measurement(double secondsOfWork, double secondsOfEvaluation) {}
}
