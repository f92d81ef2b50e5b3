// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.picture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import saddlepoint.metric.Equilibrium;

class TextsTest {
  @Test
  void captionsAreWordForWordTheOriginals() {
    Equilibrium usual = Equilibrium.minimax();

    assertThat(Texts.accuracy(0.496, usual)).isEqualTo("D accuracy=0.50 (0.5 for D to converge)");
    assertThat(Texts.score(-1.3862943611198906, usual))
        .isEqualTo("D score= -1.39 (-1.38 for G to converge)");
    assertThat(Texts.score(-0.5, usual)).isEqualTo("D score= -0.50 (-1.38 for G to converge)");
  }

  @Test
  void anotherLossHasItsOwnEquilibrium() {
    Equilibrium smoothed = Equilibrium.smoothed(0.9, 0);

    assertThat(Texts.accuracy(0.4, smoothed)).isEqualTo("D accuracy=0.40 (0.45 for D to converge)");
    assertThat(Texts.score(-1.2, smoothed)).isEqualTo("D score= -1.20 (-1.40 for G to converge)");
    assertThat(Texts.score(-0.2, Equilibrium.leastSquares(1, 0)))
        .isEqualTo("D score= -0.20 (-0.25 for G to converge)");
    assertThat(Texts.score(3, Equilibrium.none()))
        .isEqualTo("D score= 3.00 (the loss has no equilibrium)");
  }

  @Test
  void whatCannotBeSeenIsTold() {
    assertThat(Texts.outside(0, "generated samples")).isEmpty();
    assertThat(Texts.outside(0.37, "generated samples"))
        .isEqualTo("37 % of the generated samples lie outside");
    assertThat(Texts.outside(0.0001, "generated samples"))
        .isEqualTo("<1 % of the generated samples lie outside");
    assertThat(Texts.outside(0.9999, "generated samples"))
        .isEqualTo(">99 % of the generated samples lie outside");
    assertThat(Texts.outside(1, "generated samples"))
        .isEqualTo("100 % of the generated samples lie outside");
    assertThat(Texts.frame(3, 60)).isEqualTo("Frame: 3/60");
  }
}
