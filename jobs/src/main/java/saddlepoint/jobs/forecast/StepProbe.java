// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs.forecast;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import saddlepoint.engine.Cohort;
import saddlepoint.engine.Engine;
import saddlepoint.engine.Outcome;
import saddlepoint.engine.TrialResult;
import saddlepoint.numerics.Numerics;
import saddlepoint.recipe.Gan;
import saddlepoint.recipe.Keys;
import saddlepoint.recipe.PretrainMode;
import saddlepoint.recipe.Recipe;
import saddlepoint.recipe.Recipes;
import saddlepoint.recipe.Settings;
import saddlepoint.sweep.Cell;
import saddlepoint.sweep.GapChoice;
import saddlepoint.sweep.JacobianChoice;
import saddlepoint.sweep.Judging;
import saddlepoint.sweep.Recording;
import saddlepoint.sweep.Trial;

/**
 * Measures how long the steps of a shape's cohort take. It trains until time is up, which no
 * evaluation follows.
 */
final class StepProbe {
  /**
   * So many that time is up before they are done, and few enough to have room for their figures.
   */
  private static final int STEPS = 4000;

  private static final double MILLIS = 1000;
  private static final double NANOS = 1e9;

  private final Engine engine;
  private final Calibration.Kind kind;
  private final List<Trial> alike;
  private final Gan gan;
  private double secondsPerStep = Double.POSITIVE_INFINITY;
  private double spent;
  private long done;

  /** A probe of trials of one shape. */
  StepProbe(Engine engine, List<Trial> alike) {
    this.engine = engine;
    this.alike = alike;
    kind = Calibration.Kind.of(alike);
    gan = alike.get(0).gan();
  }

  Calibration.Kind kind() {
    return kind;
  }

  Gan gan() {
    return gan;
  }

  /** Trains for some seconds, or one step if that takes longer. */
  void measure(double seconds) {
    Duration timeout = Duration.ofNanos((long) (seconds * NANOS));
    Cohort cohort =
        Calibration.cohort(alike, engine.cohortSize(), trial -> endless(trial, timeout));
    List<TrialResult> results = new ArrayList<>();
    engine.train(cohort, results::add);
    double took = results.stream().mapToDouble(TrialResult::trainMillis).sum() / MILLIS;
    int steps = results.stream().mapToInt(StepProbe::steps).max().orElseThrow();
    if (steps > 0) {
      secondsPerStep = Math.min(secondsPerStep, took / steps);
      spent += took;
      done += steps;
    }
  }

  /** Seconds that some steps of this shape take, no more than a bound. */
  double seconds(int steps, double most) {
    return Math.min(steps * secondsPerStep, most);
  }

  /**
   * Seconds of one core for the training of a full cohort, without evaluation.
   *
   * @param other a GAN of the same kind, near in work
   */
  double seconds(Gan other) {
    return other.work() * secondsPerStep / gan.multiplyAddsPerStep();
  }

  /** What was spent on steps before they were as fast as they get. */
  double startSeconds() {
    return spent - done * secondsPerStep;
  }

  private static int steps(TrialResult result) {
    Outcome outcome = result.outcome();
    return outcome.kind() == Outcome.Kind.TIMED_OUT ? outcome.step() : outcome.step() + 1;
  }

  private static Trial endless(Trial trial, Duration timeout) {
    Recording recording =
        new Recording(
            trial.recording().logEvery(),
            0,
            timeout,
            0,
            new Judging(GapChoice.NONE, JacobianChoice.NONE, trial.recording().judging().limits()));
    return with(trial, Math.max(STEPS, trial.gan().steps()), recording);
  }

  /** The trial with other steps and another recording, and without pre-training. */
  static Trial with(Trial trial, int steps, Recording recording) {
    Cell cell = trial.cell();
    Recipe recipe = Recipes.get(cell.recipe());
    Settings settings = cell.settings().with(Map.of(Keys.STEPS.name(), steps));
    if (settings.has(Keys.EPOCHS)) {
      settings = settings.with(Map.of(Keys.EPOCHS.name(), 0));
    }
    if (settings.has(Keys.PRETRAIN)) {
      settings = settings.with(Map.of(Keys.PRETRAIN.name(), PretrainMode.NONE));
    }
    return Trial.of(
        Cell.of(recipe, recipe.preset(cell.preset()), settings),
        trial.randomSeed(),
        trial.arithmetic(),
        Numerics.VERSION,
        recording);
  }
}
