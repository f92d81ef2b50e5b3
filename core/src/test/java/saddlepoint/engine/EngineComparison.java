// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import saddlepoint.Trials;
import saddlepoint.metric.Metric;
import saddlepoint.sweep.Trial;

/** Trains a recipe by every engine; may be run by another class loader than the other tests. */
public final class EngineComparison {
  private static final int STEPS = 60;
  private static final int TRIALS = 3;
  private static final double TOLERANCE = 1e-4;
  private static final List<Metric> COMPARED =
      List.of(Metric.D_REAL, Metric.D_FAKE, Metric.D_LOSS, Metric.G_LOSS);

  private EngineComparison() {}

  /** What a trial says whose engines agree. */
  static final String AGREES = "COMPLETED lanes equal, graph near";

  static List<Trial> trials(String recipe, int steps) {
    List<Trial> trials = new ArrayList<>();
    for (int randomSeed = 1; randomSeed <= TRIALS; randomSeed++) {
      trials.add(
          Trials.of(
              recipe,
              "original",
              randomSeed,
              Trials.EVERY_STEP,
              Map.of("steps", steps, "pretrain", "none", "batch", 4)));
    }
    return trials;
  }

  /** What became of it, a line a trial. */
  public static String text(String recipe) {
    List<Trial> trials = trials(recipe, STEPS);
    List<TrialResult> scalar = results("scalar", trials);
    List<TrialResult> lanes = results("lanes", trials);
    List<TrialResult> graph = results("graph", trials);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < TRIALS; i++) {
      text.append(scalar.get(i).outcome().kind()).append(' ');
      String hash = Trials.hash(scalar.get(i).history());
      text.append(hash.equals(Trials.hash(lanes.get(i).history())) ? "lanes equal, " : "lanes? ");
      double off = difference(scalar.get(i).history(), graph.get(i).history());
      text.append(off < TOLERANCE ? "graph near" : "graph off by " + off).append('\n');
    }
    return text.toString();
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
