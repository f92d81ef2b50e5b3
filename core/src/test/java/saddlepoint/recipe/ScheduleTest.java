// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Learning rates and instance noise by the number of updates or steps done before. */
class ScheduleTest {
  private static Gan gan(String recipe) {
    Recipe found = Recipes.get(recipe);
    return found.gan(found.presets().get(0).settings());
  }

  @Test
  void gaussianFallsEvery150OwnUpdates() {
    Gan gan = gan("gaussian");
    for (Optimizer rule :
        new Optimizer[] {gan.generatorOptimizer(), gan.discriminatorOptimizer()}) {
      assertThat(rule.learningRate(0)).isEqualTo(0.005);
      assertThat(rule.learningRate(149)).isEqualTo(0.005);
      assertThat(rule.learningRate(150)).isCloseTo(0.00475, within(1e-15));
      assertThat(rule.learningRate(1000)).isCloseTo(0.003675, within(5e-7));
      assertThat(rule.learningRate(1199)).isCloseTo(0.003491686, within(5e-10));
      assertThat(rule.learningRate(1200)).isCloseTo(0.0033171, within(5e-8));
    }
  }

  @Test
  void normalsDiscriminatorDecaysTwiceAsFast() {
    Gan gan = gan("normal");
    int updatesOfG = gan.steps();
    int updatesOfD = gan.steps() * gan.discriminatorSteps().usual();
    assertThat(updatesOfD).isEqualTo(20_000);
    assertThat(gan.discriminatorOptimizer().learningRate(updatesOfD - 1))
        .isCloseTo(0.006983373, within(5e-10));
    assertThat(gan.generatorOptimizer().learningRate(updatesOfG - 1))
        .isCloseTo(0.00857375, within(5e-9));
  }

  @Test
  void decaysMeetWhereAStaircaseSteps() {
    Optimizer.Decay staircase = new Optimizer.Decay(DecayKind.STAIRCASE, 0.5, 10);
    Optimizer.Decay exponential = new Optimizer.Decay(DecayKind.EXPONENTIAL, 0.5, 10);
    Optimizer.Decay none = new Optimizer.Decay(DecayKind.NONE, 0.5, 10);
    assertThat(staircase.factor(20)).isEqualTo(0.25);
    assertThat(exponential.factor(20)).isEqualTo(0.25);
    assertThat(staircase.factor(25)).isEqualTo(0.25);
    assertThat(exponential.factor(25)).isCloseTo(Math.pow(0.5, 2.5), within(1e-15));
    assertThat(none.factor(1_000_000)).isEqualTo(1);
  }

  @Test
  void instanceNoiseFallsLinearlyToZero() {
    InstanceNoise falling = new InstanceNoise(0.4, 10);
    assertThat(falling.at(0)).isEqualTo(0.4);
    assertThat(falling.at(5)).isCloseTo(0.2, within(1e-15));
    assertThat(falling.at(10)).isZero();
    assertThat(falling.at(1000)).isZero();
    assertThat(new InstanceNoise(0.4, 0).at(1000)).isEqualTo(0.4);
  }
}
