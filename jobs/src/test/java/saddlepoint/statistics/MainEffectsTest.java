// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import saddlepoint.statistics.MainEffects.CellCounts;
import saddlepoint.statistics.MainEffects.Effect;
import saddlepoint.statistics.MainEffects.Level;

class MainEffectsTest {
  private static final Map<String, String> MOMENTUM =
      Map.of("generator.optimizer", "momentum", "discriminator.optimizer", "momentum");

  @Test
  void ranksAxesByGreatestLessLeastShare() {
    List<Effect> effects =
        MainEffects.of(
            List.of(
                cell(Map.of(), 10, 1),
                cell(Map.of("batch", "8"), 10, 3),
                cell(Map.of("steps", "100"), 10, 6),
                cell(Map.of("batch", "8", "steps", "100"), 10, 8)));

    assertThat(effects).extracting(Effect::axis).containsExactly("steps", "batch");
    Effect steps = effects.get(0);
    assertThat(steps.levels().get(0))
        .isEqualTo(new Level("100", 20, WilsonInterval.of(14, 20), WilsonInterval.of(6, 20)));
    assertThat(steps.difference())
        .isEqualTo(NewcombeDifference.of(WilsonInterval.of(14, 20), WilsonInterval.of(4, 20)));
    assertThat(effects.get(1).levels()).extracting(Level::value).startsWith("8");
  }

  @Test
  void whatBothPlayersAlwaysHaveAlikeIsOneAxis() {
    List<Effect> effects = MainEffects.of(List.of(cell(Map.of(), 4, 1), cell(MOMENTUM, 4, 2)));

    assertThat(effects).extracting(Effect::axis).containsExactly("optimizer");
    assertThat(effects.get(0).levels()).extracting(Level::value).containsExactly("momentum", "sgd");
  }

  @Test
  void playersThatDifferAreTwoAxes() {
    List<Effect> effects =
        MainEffects.of(
            List.of(
                cell(Map.of(), 4, 1),
                cell(MOMENTUM, 4, 2),
                cell(Map.of("generator.optimizer", "momentum"), 4, 3)));

    assertThat(effects)
        .extracting(Effect::axis)
        .containsExactly("generator.optimizer", "discriminator.optimizer");
  }

  @Test
  void aCellThatDoesNotUseAKeyTellsNothingAboutIt() {
    Map<String, String> half =
        Map.of(
            "generator.optimizer", "momentum",
            "discriminator.optimizer", "momentum",
            "generator.momentum", "0.5",
            "discriminator.momentum", "0.5");

    List<Effect> effects =
        MainEffects.of(List.of(cell(Map.of(), 4, 4), cell(MOMENTUM, 4, 2), cell(half, 4, 1)));

    assertThat(effects).extracting(Effect::axis).containsExactly("optimizer", "momentum");
    assertThat(effects.get(1).levels())
        .extracting(level -> level.value() + " " + level.trials())
        .containsExactly("0.9 4", "0.5 4");
  }

  @Test
  void presetsAreAnAxis() {
    CellCounts other = new CellCounts(CellValues.of("gaussian", "jang", Map.of()), 4, 3, 1);

    assertThat(MainEffects.of(List.of(cell(Map.of(), 4, 1), other)))
        .extracting(Effect::axis)
        .containsExactly("preset");
  }

  @Test
  void cellsThatAreAlikeHaveNoAxis() {
    assertThat(MainEffects.of(List.of(cell(Map.of("batch", "8"), 4, 1)))).isEmpty();
    assertThat(MainEffects.of(List.of())).isEmpty();
  }

  private static CellCounts cell(Map<String, String> differences, long trials, long converged) {
    return new CellCounts(
        CellValues.of("gaussian", "original", differences), trials, converged, trials - converged);
  }
}
