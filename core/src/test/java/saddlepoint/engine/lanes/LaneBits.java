// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import saddlepoint.Trials;
import saddlepoint.engine.Cohort;
import saddlepoint.engine.Cohorts;
import saddlepoint.engine.History;
import saddlepoint.engine.Snapshot;
import saddlepoint.engine.TrialResult;
import saddlepoint.metric.Metric;
import saddlepoint.sweep.Trial;

/** What lanes make of trials, compared with what scalar makes of them. */
final class LaneBits {
  private LaneBits() {}

  /** Trains trials, those of one shape as one cohort; the results by the trials' ids. */
  static Map<String, TrialResult> train(List<Trial> trials) {
    Map<String, TrialResult> results = new LinkedHashMap<>();
    List<String> heard = new ArrayList<>();
    for (Cohort cohort : Cohorts.of(trials, trials.size())) {
      new LanesEngine()
          .train(
              cohort,
              result -> {
                heard.add(result.trial().id());
                results.put(result.trial().id(), result);
              });
    }
    assertThat(heard)
        .as("trials that ended")
        .containsExactlyInAnyOrderElementsOf(trials.stream().map(Trial::id).toList());
    return results;
  }

  /**
   * Trains trials, those of one shape as one cohort, and expects of each what scalar makes of it.
   */
  static void expectScalar(List<Trial> trials) {
    Map<String, TrialResult> together = train(trials);
    for (Trial trial : trials) {
      assertSame(together.get(trial.id()), Trials.train(trial));
    }
  }

  /** Expects the same end, the same bits of every figure and the same snapshots. */
  static void assertSame(TrialResult lanes, TrialResult scalar) {
    SoftAssertions softly = new SoftAssertions();
    assertSame(softly, lanes, scalar);
    softly.assertAll();
  }

  /** The same, softly. */
  static void assertSame(SoftAssertions softly, TrialResult lanes, TrialResult scalar) {
    String name = name(scalar.trial());
    softly.assertThat(lanes.outcome()).as("outcome of %s", name).isEqualTo(scalar.outcome());
    softly
        .assertThat(lanes.saturatedStep())
        .as("saturated step of %s", name)
        .isEqualTo(scalar.saturatedStep());
    softly
        .assertThat(Arrays.equals(Trials.bits(lanes.history()), Trials.bits(scalar.history())))
        .as(() -> "bits of " + name + ": " + difference(lanes.history(), scalar.history()))
        .isTrue();
    softly
        .assertThat(lanes.snapshots().stream().map(LaneBits::bits).toList())
        .as("snapshots of %s", name)
        .isEqualTo(scalar.snapshots().stream().map(LaneBits::bits).toList());
  }

  /** Expects every figure that is logged to begin with the bits of another history. */
  static void assertBegins(History whole, History begin) {
    int length = begin.length();
    assertThat(whole.length()).isGreaterThanOrEqualTo(length);
    assertThat(Arrays.copyOf(whole.steps(), length)).isEqualTo(begin.steps());
    for (Metric metric : Metric.values()) {
      if (metric.kind() == Metric.Kind.LOGGED) {
        assertThat(bits(Arrays.copyOf(whole.values(metric), length)))
            .as("first %d of %s", length, metric)
            .isEqualTo(bits(begin.values(metric)));
      }
    }
  }

  private static List<Object> bits(Snapshot snapshot) {
    return List.of(snapshot.step(), bits(snapshot.generator()), bits(snapshot.discriminator()));
  }

  private static List<Integer> bits(float[] values) {
    List<Integer> bits = new ArrayList<>();
    for (float value : values) {
      bits.add(Float.floatToIntBits(value));
    }
    return bits;
  }

  private static String name(Trial trial) {
    return trial.cell().recipe()
        + " at random seed "
        + trial.randomSeed()
        + " with "
        + trial.cell().settings().values();
  }

  private static String difference(History lanes, History scalar) {
    if (!Arrays.equals(lanes.steps(), scalar.steps())) {
      return "logged " + lanes.length() + " steps, scalar " + scalar.length();
    }
    for (int row = 0; row < lanes.length(); row++) {
      for (Metric metric : Metric.values()) {
        float ours = lanes.value(metric, row);
        float theirs = scalar.value(metric, row);
        if (Float.floatToIntBits(ours) != Float.floatToIntBits(theirs)) {
          return metric + " of step " + lanes.steps()[row] + " is " + ours + ", not " + theirs;
        }
      }
    }
    return "none";
  }
}
