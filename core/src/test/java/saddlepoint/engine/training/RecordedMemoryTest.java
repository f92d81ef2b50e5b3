// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import saddlepoint.Trials;
import saddlepoint.engine.Cohort;
import saddlepoint.engine.Engines;
import saddlepoint.engine.TrialResult;
import saddlepoint.sweep.Recording;
import saddlepoint.sweep.Trial;

class RecordedMemoryTest {
  /** Snapshots of 1.6 MB, so many that they take more than this JVM has. */
  private static Trial trial(int steps) {
    return Trials.of(
        "gaussian",
        "original",
        1,
        new Recording(1000, 0, Duration.ZERO, 1, Trials.EVERY_STEP.judging()),
        Map.of("hidden", List.of(300, 300), "pretrain", "none", "steps", steps));
  }

  @ParameterizedTest
  @ValueSource(strings = {"scalar", "lanes", "graph"})
  void whatOutgrowsTheHeapIsRefusedWithItsFigure(String engine) {
    double heap = Runtime.getRuntime().maxMemory();
    Trial large = trial((int) (heap / 1e5));
    double bytes = large.recording().bytes(large.gan());
    assertThat(bytes).isGreaterThan(heap);

    assertThat(failure(engine, large)).matches(".* of gaussian .* GB .* JVM has .* GB .*");
    assertThat(failure(engine, trial(2))).isEmpty();
  }

  /** What an engine says of a trial, or throws; it is the trial's failure in either case. */
  private static String failure(String engine, Trial trial) {
    List<TrialResult> results = new ArrayList<>();
    try {
      Engines.get(engine).train(new Cohort(List.of(trial)), results::add);
    } catch (IllegalStateException e) {
      return e.getMessage();
    }
    return results.get(0).outcome().message();
  }
}
