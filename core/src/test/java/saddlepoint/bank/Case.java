// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.bank;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import saddlepoint.Trials;
import saddlepoint.engine.Device;
import saddlepoint.engine.Examination;
import saddlepoint.engine.FinalFigures;
import saddlepoint.engine.History;
import saddlepoint.engine.Judgement;
import saddlepoint.engine.Outcome;
import saddlepoint.engine.Players;
import saddlepoint.engine.TrialResult;
import saddlepoint.engine.training.Evaluation;
import saddlepoint.engine.training.LawEvaluation;
import saddlepoint.metric.Metric;
import saddlepoint.metric.VerdictLimits;
import saddlepoint.random.Batches;
import saddlepoint.random.Stream;
import saddlepoint.recipe.Gan;
import saddlepoint.recipe.Recipes;
import saddlepoint.sweep.GapChoice;
import saddlepoint.sweep.JacobianChoice;
import saddlepoint.sweep.Judging;
import saddlepoint.sweep.Recording;
import saddlepoint.sweep.Trial;

/** A pair with the figures that the product finds of it, by the product's own path. */
final class Case {
  private static final int LOGGED = 20;

  private final Pair pair;
  private final Gan gan;
  private final TrialResult result;

  private Case(Pair pair, Gan gan, TrialResult result) {
    this.pair = pair;
    this.gan = gan;
    this.result = result;
  }

  /**
   * Logs, evaluates and examines the players of a pair.
   *
   * @param gap whether the best-response gap is wanted, too
   */
  static Case of(Pair pair, boolean gap) {
    Judging judging =
        new Judging(gap ? GapChoice.ALL : GapChoice.NONE, JacobianChoice.NONE, VerdictLimits.USUAL);
    Trial trial =
        Trials.of(
            pair.recipe(),
            Recipes.get(pair.recipe()).presets().get(0).name(),
            pair.number(),
            new Recording(1, 0, Duration.ZERO, 0, judging),
            Map.of("steps", LOGGED));
    Gan gan = trial.gan();
    Players players = pair.source().players(gan);
    History history = new History(LOGGED);
    for (int step = 0; step < LOGGED; step++) {
      log(gan, players, pair.number(), step, history);
      LawEvaluation.index(step, LOGGED)
          .ifPresent(index -> LawEvaluation.evaluate(gan, pair.number(), players, index, history));
    }
    new Evaluation(gan, pair.number(), players).evaluate(history, /* isLast= */ true);
    if (gap) {
      new Examination(trial, gan, players).examine(history);
    }
    Outcome outcome = Outcome.completed(LOGGED - 1);
    return new Case(
        pair, gan, new TrialResult(trial, outcome, history, List.of(), -1, 0, 0, Device.JVM));
  }

  Pair pair() {
    return pair;
  }

  /** By the usual limits. */
  Judgement judge() {
    return Judgement.of(gan, result);
  }

  /** By other limits. */
  Judgement judge(VerdictLimits limits) {
    return Judgement.of(gan, result, limits);
  }

  /** A figure of the last step; NaN if there is none. */
  double figure(Metric metric) {
    return result.history().value(metric, LOGGED - 1);
  }

  /** The figure that the sharp test reads: the greatest of five. */
  double divergence() {
    return FinalFigures.of(gan, result.history()).get(Metric.DIVERGENCE_HIGH).orElse(Double.NaN);
  }

  /** W1 above its floor, in standard deviations of the data. */
  double distance() {
    return gan.judge()
        .yardstick()
        .distribution()
        .map(
            data ->
                (figure(Metric.WASSERSTEIN) - figure(Metric.WASSERSTEIN_FLOOR))
                    / data.standardDeviation())
        .orElse(Double.NaN);
  }

  private static void log(Gan gan, Players players, int seed, int step, History history) {
    int rows = gan.batch();
    Batches batches = new Batches(seed);
    float[] real = new float[rows * gan.source().columns()];
    int[] labels = new int[rows];
    batches.real(gan.source(), Stream.DATA, step, rows, real, labels);
    float[] noise = new float[rows * gan.noise().dimension()];
    batches.noise(gan.noise(), Stream.NOISE, step, rows, noise);
    float[] ofReal = players.discriminate(real, labels, rows);
    float[] ofFake = players.discriminate(players.generate(noise, labels, rows), labels, rows);
    double d1 = 0;
    double d2 = 0;
    double score = 0;
    for (int row = 0; row < rows; row++) {
      d1 += ofReal[row] / rows;
      d2 += ofFake[row] / rows;
      score += (Math.log(ofReal[row]) + Math.log(1 - ofFake[row])) / rows;
    }
    history.add(step);
    history.set(Metric.D_REAL, (float) d1);
    history.set(Metric.D_FAKE, (float) d2);
    history.set(Metric.D_SCORE, (float) score);
    history.set(Metric.G_GRADIENT_NORM, 1);
  }
}
