// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import saddlepoint.metric.Verdict;
import saddlepoint.recipe.Gan;
import saddlepoint.recipe.Recipe;
import saddlepoint.recipe.Recipes;

/** Whatever was told on the way, in the end every step counts once. */
class CohortProgressTest {
  private static final Gan GAN = gan();

  private final EndedTrials ended = new EndedTrials();
  private final CohortProgress progress = new CohortProgress(ended, GAN);

  private static Gan gan() {
    Recipe recipe = Recipes.get("dirac");
    return recipe.gan(recipe.presets().get(0).settings().with(Map.of("steps", 1000)));
  }

  @Test
  void stepsOfRunningTrialsCount() {
    progress.advanced(500);

    assertThat(ended.isZero()).isFalse();
    assertThat(ended.value().steps()).isEqualTo(500);
    assertThat(ended.value().work()).isCloseTo(GAN.work() / 2, within(1e-6 * GAN.work()));
    assertThat(ended.value().verdicts()).isEmpty();
  }

  @Test
  void anEndAddsWhatWasNotTold() {
    progress.advanced(1900);
    progress.ended(Verdict.CONVERGED, 1000, GAN);
    progress.ended(Verdict.COLLAPSED, 1000, GAN);
    progress.close();

    assertThat(ended.value().steps()).isEqualTo(2000);
    assertThat(ended.value().skipped()).isZero();
    assertThat(ended.value().work()).isCloseTo(2 * GAN.work(), within(1e-6 * GAN.work()));
  }

  @Test
  void aTrialThatEndsEarlyNeedsNoMoreSteps() {
    progress.advanced(1300);
    progress.ended(Verdict.DIVERGED, 200, GAN);
    progress.ended(Verdict.CONVERGED, 1000, GAN);
    progress.close();

    assertThat(ended.value().steps()).isEqualTo(1200);
    assertThat(ended.value().skipped()).isEqualTo(800);
    assertThat(ended.value().work()).isCloseTo(2 * GAN.work(), within(1e-6 * GAN.work()));
  }

  @Test
  void whatFailsTakesItsStepsBack() {
    progress.advanced(700);
    progress.close();

    assertThat(ended.value().steps()).isZero();
    assertThat(ended.value().work()).isCloseTo(0, within(1e-6 * GAN.work()));
  }

  @Test
  void copiesAndSumsHoldAll() {
    progress.advanced(100);
    progress.ended(Verdict.DIVERGED, 100, GAN);
    EndedTrials sum = ended.copy();
    sum.merge(ended);

    assertThat(sum.value()).isEqualTo(ended.value().plus(ended.value()));
    assertThat(sum.value().steps()).isEqualTo(200);
    assertThat(sum.value().skipped()).isEqualTo(1800);
    sum.reset();
    assertThat(sum.isZero()).isTrue();
  }
}
