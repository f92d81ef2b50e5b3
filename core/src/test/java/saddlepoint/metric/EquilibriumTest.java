// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.offset;

import org.junit.jupiter.api.Test;

class EquilibriumTest {

  @Test
  void logLossesMeetAtMinusLogFour() {
    Equilibrium expected = new Equilibrium(0.5, 0.5, -1.3862943611198906);
    assertThat(Equilibrium.minimax()).isEqualTo(expected);
    assertThat(Equilibrium.nonSaturating()).isEqualTo(expected);
    assertThat(Equilibrium.smoothed(1, 0)).isEqualTo(expected);
  }

  @Test
  void oneSidedSmoothingOfTheAuxiliaryClassifierRecipe() {
    Equilibrium smoothed = Equilibrium.smoothed(0.95, 0);
    assertThat(smoothed.d1()).isEqualTo(0.475);
    assertThat(smoothed.d2()).isEqualTo(0.475);
    assertThat(smoothed.v()).isCloseTo(-.744440 - .644357, offset(1e-6));
  }

  @Test
  void smoothedEquilibriumMinimisesTheSmoothedLoss() {
    for (double[] targets : new double[][] {{1, 0}, {.95, 0}, {.9, .1}, {.7, .3}, {1, .2}}) {
      double d = Equilibrium.smoothed(targets[0], targets[1]).d1();
      double least = smoothedLoss(d, targets[0], targets[1]);
      assertThat(smoothedLoss(d - 1e-3, targets[0], targets[1])).isGreaterThan(least);
      assertThat(smoothedLoss(d + 1e-3, targets[0], targets[1])).isGreaterThan(least);
    }
  }

  private static double smoothedLoss(double d, double realTarget, double fakeTarget) {
    double ones = realTarget + fakeTarget;
    return -ones * Math.log(d) - (2 - ones) * Math.log(1 - d);
  }

  @Test
  void leastSquares() {
    assertThat(Equilibrium.leastSquares(1, 0)).isEqualTo(new Equilibrium(.5, .5, -.25));
    assertThat(Equilibrium.leastSquares(1, -1)).isEqualTo(new Equilibrium(0, 0, -1));
  }

  @Test
  void noneDoesNotExist() {
    assertThat(Equilibrium.none().exists()).isFalse();
    assertThat(Equilibrium.minimax().exists()).isTrue();
    assertThat(Equilibrium.none()).isEqualTo(Equilibrium.none());
  }

  @Test
  void messages() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Equilibrium.smoothed(1, 1))
        .withMessage(
            "The targets 1.0 for real and 1.0 for generated samples have the mean 1.0;"
                + " cross-entropy needs one strictly between 0 and 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Equilibrium.smoothed(Double.NaN, 0))
        .withMessageContaining("The targets NaN for real");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Equilibrium.leastSquares(1, Double.NaN))
        .withMessage(
            "The least-squares target of generated samples is NaN; it must be a finite number");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Equilibrium(.5, Double.NaN, -1))
        .withMessage(
            "The equilibrium is (0.5, NaN, -1.0); it must be three finite numbers, or"
                + " Equilibrium.none()");
  }
}
