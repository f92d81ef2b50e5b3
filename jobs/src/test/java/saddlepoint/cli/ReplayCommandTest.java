// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import saddlepoint.engine.Engine;
import saddlepoint.engine.Engines;

/** What needs no committed trial; the rest is in the Spark tests. */
class ReplayCommandTest {
  @Test
  void smallDifferencesAreExpectedOfSumsOfNd4jAlone() {
    for (Engine engine : Engines.all()) {
      String expectation = ReplayCommand.expectation(engine.arithmetic());

      if (engine.name().equals("graph")) {
        assertThat(expectation)
            .isEqualTo(
                "Sums of ND4J may differ in their last bit from process to process"
                    + " (docs/graph.md), so that small differences are expected.");
      } else {
        assertThat(expectation).as(engine.name()).isEmpty();
      }
    }
  }
}
