// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import saddlepoint.Trials;
import saddlepoint.sweep.Trial;

/** Every engine tells the steps on its way, of the trials that still train. */
class StepCountTest {
  private static final int STEPS = 1000;
  private static final int MOST_UNTOLD = 64;

  @ParameterizedTest
  @ValueSource(strings = {"scalar", "lanes", "graph"})
  void stepsAreToldOnTheWay(String engine) {
    List<Long> told = new ArrayList<>();
    List<TrialResult> results = new ArrayList<>();
    List<Trial> trials = new ArrayList<>();
    for (int seed = 1; seed <= 3; seed++) {
      trials.add(Trials.of("dirac", "original", seed, Trials.EVERY_STEP, Map.of("steps", STEPS)));
    }

    Engines.get(engine)
        .train(
            new Cohort(trials),
            new TrialListener() {
              @Override
              public void advanced(long steps) {
                told.add(steps);
              }

              @Override
              public void ended(TrialResult result) {
                results.add(result);
              }
            });

    assertThat(results).hasSize(3);
    assertThat(told).hasSizeGreaterThan(STEPS / MOST_UNTOLD - 1).allMatch(steps -> steps > 0);
    assertThat(told.stream().mapToLong(Long::longValue).sum())
        .isBetween(3L * (STEPS - MOST_UNTOLD), 3L * STEPS);
  }

  /** A round of workers may be a job of a cluster. */
  @Test
  void stepsOfWorkersAreToldAfterEachRound() {
    List<Long> told = new ArrayList<>();
    Map<String, Object> raw = Map.of("steps", 12, "training", "data-parallel", "workers", 2);
    Trial trial = Trials.of("dirac", "original", 1, Trials.EVERY_STEP, raw);

    Engines.get("graph")
        .train(
            new Cohort(List.of(trial)),
            new TrialListener() {
              @Override
              public void advanced(long steps) {
                told.add(steps);
              }

              @Override
              public void ended(TrialResult result) {}
            });

    assertThat(told).hasSize(12).containsOnly(1L);
  }
}
