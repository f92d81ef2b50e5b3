// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GameStabilityTest {
  @Test
  void tellsByTheSignOfTheGreatestRealPart() {
    assertThat(GameStability.of(-0.2, 0.5)).isEqualTo(GameStability.SADDLE);
    assertThat(GameStability.of(0.2, 0.5)).isEqualTo(GameStability.UNSTABLE);
    assertThat(GameStability.of(1e-5, 0.5)).isEqualTo(GameStability.CYCLE);
    assertThat(GameStability.of(-1e-5, 0.5)).isEqualTo(GameStability.CYCLE);
    assertThat(GameStability.of(0, 0)).isEqualTo(GameStability.FLAT);
    assertThat(GameStability.of(1e-5, 0)).isEqualTo(GameStability.UNSTABLE);
    assertThat(GameStability.CYCLE.text()).isEqualTo("cycle");
  }
}
