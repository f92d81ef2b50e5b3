// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import saddlepoint.Trials;
import saddlepoint.engine.scalar.ScalarEngine;
import saddlepoint.engine.training.TrainingObserver;
import saddlepoint.metric.Metric;
import saddlepoint.sweep.Trial;

/** Trains {@link FiniteRecipe}; run by another class loader than the other tests. */
public final class FiniteTrainings {
  private static final int STEPS = 60;
  private static final List<Metric> COMPARED =
      List.of(Metric.D_REAL, Metric.D_FAKE, Metric.D_LOSS, Metric.G_LOSS);

  private FiniteTrainings() {}

  /** What became of it, in lines. */
  public static String text(String recipe) {
    List<Trial> trials = new ArrayList<>();
    for (int randomSeed = 1; randomSeed <= 3; randomSeed++) {
      trials.add(
          Trials.of(
              recipe,
              "original",
              randomSeed,
              Trials.EVERY_STEP,
              Map.of("steps", STEPS, "pretrain", "none", "batch", 4)));
    }
    StringBuilder text = new StringBuilder();
    text.append(trials.get(0).id()).append(' ').append(trials.get(0).cell().configId());
    text.append('\n').append(firstRows(trials.get(0))).append('\n');
    List<TrialResult> scalar = results("scalar", trials);
    List<TrialResult> lanes = results("lanes", trials);
    List<TrialResult> graph = results("graph", trials);
    for (int i = 0; i < trials.size(); i++) {
      text.append(scalar.get(i).outcome().kind()).append(' ');
      String hash = Trials.hash(scalar.get(i).history());
      text.append(hash.equals(Trials.hash(lanes.get(i).history())) ? "lanes equal, " : "lanes? ");
      double off = difference(scalar.get(i).history(), graph.get(i).history());
      text.append(off < 1e-4 ? "graph near" : "graph off by " + off).append('\n');
    }
    return text.toString();
  }

  /** The first columns of the first batches, each batch's in order, and their labels. */
  private static String firstRows(Trial trial) {
    List<String> drawn = new ArrayList<>();
    new ScalarEngine()
        .train(
            trial,
            new TrainingObserver() {
              @Override
              public void drawn(String phase, int step, String what, float[] values, int count) {
                if (what.equals("real") && step < 5) {
                  for (int i = 0; i < count; i += 2) {
                    drawn.add(Integer.toString((int) values[i]));
                  }
                }
              }
            });
    return "epochs "
        + new TreeSet<>(drawn.subList(0, 10)).size()
        + " "
        + new TreeSet<>(drawn.subList(10, 20)).size();
  }

  private static List<TrialResult> results(String engine, List<Trial> trials) {
    List<TrialResult> results = new ArrayList<>();
    Engines.get(engine).train(new Cohort(trials), results::add);
    results.sort((one, other) -> one.trial().randomSeed() - other.trial().randomSeed());
    return results;
  }

  private static double difference(History one, History other) {
    double most = 0;
    for (Metric metric : COMPARED) {
      for (int row = 0; row < one.length(); row++) {
        most = Math.max(most, Math.abs(one.value(metric, row) - other.value(metric, row)));
      }
    }
    return most;
  }
}
