// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import saddlepoint.Golden;
import saddlepoint.Trials;
import saddlepoint.engine.Outcome;
import saddlepoint.engine.TrialResult;
import saddlepoint.sweep.Trial;

/** Lanes have the golden bits of scalar in every recipe and preset, in a full and mixed cohort. */
class LanesBitsTest {
  private static final int COHORT = 16;
  private static final int COMPARED_STEPS = 40;

  static List<Golden.Case> presets() {
    return LanesKinds.presets();
  }

  @ParameterizedTest
  @MethodSource("presets")
  void aMixedCohortHasTheBitsOfScalar(Golden.Case preset) throws IOException {
    List<Trial> trials = new ArrayList<>();
    for (int member = 0; member < COHORT; member++) {
      trials.add(member(preset, member, Golden.STEPS));
    }
    Trial golden = preset.trial();
    // Amid the others: every vector width has it in another lane.
    trials.set(6, golden);

    Map<String, TrialResult> together = LaneBits.train(trials);

    TrialResult result = together.get(golden.id());
    assertThat(result.outcome()).isEqualTo(Outcome.completed(Golden.STEPS - 1));
    assertThat(Trials.hash(result.history())).isEqualTo(Golden.hashes().get(preset.toString()));
    for (int member : new int[] {0, 9, 15}) {
      LaneBits.assertBegins(
          together.get(trials.get(member).id()).history(),
          Trials.train(member(preset, member, COMPARED_STEPS)).history());
    }
  }

  /** Members differ in the random seed and, all but every third, in numbers too. */
  private static Trial member(Golden.Case preset, int member, int steps) {
    Map<String, Object> raw = new HashMap<>(Map.of("steps", steps));
    if (member % 3 != 0) {
      raw.put("learning-rate", 0.0005 * (1 + member));
    }
    return preset.trial(2 + member, raw);
  }
}
