// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import saddlepoint.Golden;
import saddlepoint.engine.Cohort;
import saddlepoint.engine.Engines;
import saddlepoint.engine.TrialResult;

/** What the graph's native libraries do to a JVM and its threads changes no bits of lanes. */
class LanesBesideGraphTest {
  @Test
  void theSameThreadTrainsTheSameBitsAfterwards() {
    Map<String, String> expected = CohortHashes.ofScalar();

    List<TrialResult> results = new ArrayList<>();
    for (Golden.Case preset : Golden.cases()) {
      Engines.get("graph")
          .train(new Cohort(List.of(preset.trial(1, Map.of("steps", 20)))), results::add);
    }

    assertThat(results).hasSameSizeAs(Golden.cases());
    assertThat(CohortHashes.of(new LanesEngine())).isEqualTo(expected);
  }
}
