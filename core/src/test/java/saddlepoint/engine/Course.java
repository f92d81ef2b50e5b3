// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import saddlepoint.metric.Metric;
import saddlepoint.sweep.SweepReader;
import saddlepoint.sweep.Trial;

/**
 * A made-up training of 100 logged steps: at rest at the minimax equilibrium, with samples of a
 * gaussian GAN that match in every respect, unless told otherwise.
 */
final class Course {
  static final int STEPS = 100;
  private static final double DEVIATION = 0.5;

  private final Map<Metric, IntToDoubleFunction> logged = new EnumMap<>(Metric.class);
  private final Map<Metric, Double> atEnd = new EnumMap<>(Metric.class);
  private final List<String> settings = new ArrayList<>();
  private String recipe = "gaussian";

  Course() {
    at(Metric.D_REAL, 0.5).at(Metric.D_FAKE, 0.5).at(Metric.D_SCORE, Math.log(0.25));
    at(Metric.D_LOSS, 0.25).at(Metric.G_GRADIENT_NORM, 0.1);
    wasserstein(0).end(Metric.WASSERSTEIN_FLOOR, 0);
    end(Metric.STANDARD_DEVIATION_RATIO, 1).end(Metric.JENSEN_SHANNON, 0);
    end(Metric.BIN_COVERAGE, 1).end(Metric.DIVERGENCE_HIGH, 0);
  }

  /** Another recipe, whose samples have no figures yet. */
  Course of(String name) {
    recipe = name;
    atEnd.clear();
    return this;
  }

  Course with(String setting) {
    settings.add(setting);
    return this;
  }

  Course at(Metric metric, double value) {
    return at(metric, step -> value);
  }

  Course at(Metric metric, IntToDoubleFunction value) {
    logged.put(metric, value);
    return this;
  }

  Course end(Metric metric, double value) {
    atEnd.put(metric, value);
    return this;
  }

  /** W1 in standard deviations of the data. */
  Course wasserstein(double deviations) {
    return end(Metric.WASSERSTEIN, deviations * DEVIATION);
  }

  /** D's score leaves the band one to three times, the last time for good. */
  Course leaving(int times) {
    return at(
        Metric.D_SCORE,
        step -> {
          boolean first = times > 2 && step >= 10 && step < 20;
          boolean second = times > 1 && step >= 40 && step < 50;
          return Math.log(0.25) - (first || second || step >= 70 ? 0.3 : 0);
        });
  }

  Judgement judge() {
    return judge(Outcome.completed(STEPS - 1));
  }

  Judgement judge(Outcome outcome) {
    Trial trial = trial();
    TrialResult result =
        new TrialResult(trial, outcome, history(), List.of(), -1, 0, 0, Device.JVM);
    return Judgement.of(trial.gan(), result);
  }

  Trial trial() {
    List<String> all = new ArrayList<>(settings);
    all.add("steps = " + STEPS);
    return new SweepReader().read(recipe, all).plan("float32", 1).trials().get(0);
  }

  private History history() {
    History history = new History(STEPS);
    for (int step = 0; step < STEPS; step++) {
      history.add(step);
      for (Map.Entry<Metric, IntToDoubleFunction> entry : logged.entrySet()) {
        history.set(entry.getKey(), (float) entry.getValue().applyAsDouble(step));
      }
    }
    atEnd.forEach((metric, value) -> history.set(metric, value.floatValue()));
    return history;
  }
}
