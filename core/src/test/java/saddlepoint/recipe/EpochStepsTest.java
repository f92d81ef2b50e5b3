// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import saddlepoint.Trials;

/** The shipped set has 2,000 images. */
class EpochStepsTest {
  private static int steps(Map<String, Object> more) {
    Map<String, Object> raw = new HashMap<>(Map.of("batch", 128, "steps", 7));
    raw.putAll(more);
    return Trials.of("mnist-mlp", raw).gan().steps();
  }

  @Test
  void areAsManyStepsAsDiscriminatorNeedsToSeeEachRow() {
    assertThat(steps(Map.of())).isEqualTo(7);
    assertThat(steps(Map.of("epochs", 1))).isEqualTo(16);
    assertThat(steps(Map.of("epochs", 8))).isEqualTo(125);
    assertThat(steps(Map.of("epochs", 1, "data.rows", 1280))).isEqualTo(10);
    assertThat(steps(Map.of("epochs", 1, "discriminator-steps", 4))).isEqualTo(4);
    assertThat(steps(Map.of("epochs", 1, "update-order", "simultaneous", "discriminator-steps", 4)))
        .isEqualTo(16);
    assertThat(steps(Map.of("epochs", 1, "training", "data-parallel", "workers", 2))).isEqualTo(8);
    assertThat(steps(Map.of("epochs", 1_000_000, "batch", 1)))
        .as("2,000,000,000 steps")
        .isEqualTo(2_000_000_000);
  }
}
