// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import saddlepoint.engine.Checkpoints;
import saddlepoint.engine.Cohort;
import saddlepoint.engine.Cohorts;
import saddlepoint.engine.History;
import saddlepoint.engine.Outcome;
import saddlepoint.engine.Snapshot;
import saddlepoint.engine.TrialResult;
import saddlepoint.engine.graph.device.Backend;
import saddlepoint.engine.graph.device.Precision;
import saddlepoint.metric.Metric;
import saddlepoint.sweep.Trial;

/** What the graph makes of trials, and how far that is from what another training made. */
final class GraphRuns {
  private GraphRuns() {}

  /** Trains trials, all of one shape at once as the engine does; the results by the trials' ids. */
  static <A> Map<String, TrialResult> fused(Precision<A> precision, List<Trial> trials) {
    Backend.require();
    Map<String, TrialResult> results = new LinkedHashMap<>();
    // Those whose players take turns are trained alone.
    Map<Boolean, List<Trial>> byTurns =
        trials.stream().collect(Collectors.partitioningBy(it -> it.gan().optimum().isUsed()));
    List<Cohort> cohorts = new ArrayList<>(Cohorts.of(byTurns.get(false), trials.size()));
    cohorts.addAll(Cohorts.of(byTurns.get(true), 1));
    for (Cohort cohort : cohorts) {
      try (GraphMachine<A> training = GraphMachine.of(precision, cohort.trials(), Long.MAX_VALUE)) {
        GraphEngine.train(
            training,
            cohort.trials(),
            result -> results.put(result.trial().id(), result),
            Checkpoints.NONE);
      }
    }
    assertThat(results).as("trials that ended").hasSize(trials.size());
    return results;
  }

  /** Trains one trial alone. */
  static <A> TrialResult alone(Precision<A> precision, Trial trial) {
    return fused(precision, List.of(trial)).get(trial.id());
  }

  /** A figure or parameter that is off, with how far. */
  record Difference(double most, String where) {
    private static final Difference NONE = new Difference(0, "nowhere");

    private Difference or(double found, double wanted, String where) {
      boolean same = found == wanted || Double.isNaN(found) && Double.isNaN(wanted);
      double off = same ? 0 : Math.abs(found - wanted) / Math.max(1, Math.abs(wanted));
      return off > most || Double.isNaN(off)
          ? new Difference(Double.isNaN(off) ? Double.POSITIVE_INFINITY : off, where)
          : this;
    }
  }

  /**
   * The largest difference of logged figures: absolute where they are below 1, else relative. Of a
   * training that explodes, the steps before the last that was logged.
   */
  static Difference ofFigures(TrialResult found, TrialResult wanted) {
    return ofFigures(found, wanted, wanted.history().length());
  }

  /** The same of the first logged steps. */
  static Difference ofFigures(TrialResult found, TrialResult wanted, int first) {
    History ours = found.history();
    History theirs = wanted.history();
    int rows = first;
    if (wanted.outcome().kind() == Outcome.Kind.DIVERGED) {
      rows = Math.min(ours.length(), theirs.length()) - 1;
    }
    Difference difference = Difference.NONE;
    for (Metric metric : Metric.values()) {
      if (metric.kind() == Metric.Kind.LOGGED && !isStep(metric)) {
        for (int row = 0; row < rows; row++) {
          difference =
              difference.or(
                  ours.value(metric, row),
                  theirs.value(metric, row),
                  metric + " of step " + theirs.steps()[row]);
        }
      }
    }
    return difference;
  }

  /**
   * Shares of rows beyond 0.5 jump where a row is within rounding of it, and shares of classes told
   * rightly where two outputs are equal but for rounding.
   */
  private static boolean isStep(Metric metric) {
    return metric == Metric.D_ACCURACY_REAL
        || metric == Metric.D_ACCURACY_FAKE
        || metric == Metric.D_AUXILIARY_ACCURACY;
  }

  /** The largest difference of parameters in the last snapshot. */
  static Difference ofParameters(TrialResult found, TrialResult wanted) {
    Snapshot ours = last(found);
    Snapshot theirs = last(wanted);
    return of(
        of(Difference.NONE, "G", ours.generator(), theirs.generator()),
        "D",
        ours.discriminator(),
        theirs.discriminator());
  }

  private static Difference of(Difference start, String player, float[] ours, float[] theirs) {
    assertThat(ours).hasSameSizeAs(theirs);
    Difference difference = start;
    for (int i = 0; i < theirs.length; i++) {
      difference = difference.or(ours[i], theirs[i], "parameter " + i + " of " + player);
    }
    return difference;
  }

  private static Snapshot last(TrialResult result) {
    List<Snapshot> snapshots = new ArrayList<>(result.snapshots());
    return snapshots.get(snapshots.size() - 1);
  }
}
