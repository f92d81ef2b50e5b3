// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import saddlepoint.Trials;

/** BEGAN's controller by its published recurrence. */
class BalanceTest {
  private static final Balance PAPER = new Balance(0.5, 0.001, BalanceRange.UNIT);
  private static final Balance FREE = new Balance(0.5, 0.001, BalanceRange.FREE);

  @Test
  void kMovesByWhatTheErrorsLack() {
    assertThat(PAPER.next(0.25, 0.8, 0.1)).isCloseTo(0.25 + 0.001 * (0.4 - 0.1), within(1e-15));
    assertThat(PAPER.next(0.25, 0.1, 0.8)).isCloseTo(0.25 - 0.001 * 0.75, within(1e-15));
  }

  /** The two clamps of the unit range, which a free k passes. */
  @Test
  void kIsClampedInTheUnitRangeAlone() {
    assertThat(PAPER.next(0, 0, 1)).isZero();
    assertThat(FREE.next(0, 0, 1)).isEqualTo(-0.001);
    assertThat(PAPER.next(1, 10, 0)).isEqualTo(1);
    assertThat(FREE.next(1, 10, 0)).isCloseTo(1.005, within(1e-15));
    assertThat(PAPER.next(0.9999, 10, 0)).isEqualTo(1);
    assertThat(PAPER.next(0.5, Double.NaN, 0)).isNaN();
  }

  /** Where the errors have the ratio, k rests and M is the error of real rows. */
  @Test
  void restsAtTheRatio() {
    assertThat(PAPER.next(0.3, 0.6, 0.3)).isEqualTo(0.3);
    assertThat(PAPER.measure(0.6, 0.3)).isEqualTo(0.6);
    assertThat(PAPER.measure(0.6, 0.5)).isCloseTo(0.8, within(1e-15));
    assertThat(PAPER.measure(0.6, 0.1)).isCloseTo(0.8, within(1e-15));
  }

  @Test
  void dMakesRowsOfRows() {
    Network discriminator = Trials.of("ring", Map.of("loss", "began")).gan().discriminator();
    assertThat(discriminator.reconstruction()).contains(ReconstructionError.ABSOLUTE);
    assertThat(discriminator.out()).isEqualTo(1);
    assertThat(discriminator.layers().get(discriminator.layers().size() - 1).out()).isEqualTo(2);
    assertThat(Trials.of("ring", Map.of()).gan().discriminator().reconstruction()).isEmpty();
  }

  @Test
  void messages() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Trials.of("ring", Map.of("loss", "began", "pretrain", "d")).gan())
        .withMessage(
            "pretrain = d and both fit D to the density of the data, and the output of loss = began"
                + " is an error; set pretrain = none or g");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Trials.of("mnist-mlp", Map.of("loss", "began", "data.labels", "concatenated"))
                    .gan())
        .withMessage(
            "loss = began has a D that makes rows of rows, and would make classes; set data.labels"
                + " = none, or another loss");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Network(
                    Trials.of("ring", Map.of()).gan().discriminator().layers(),
                    ReconstructionError.SQUARED))
        .withMessage("an autoencoder makes as many columns as it is given, not 1 of 2");
  }
}
