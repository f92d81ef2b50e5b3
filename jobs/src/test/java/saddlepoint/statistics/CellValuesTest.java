// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CellValuesTest {
  @Test
  void aKeyThatDiffersInNothingHasThePresetsValue() {
    CellValues values =
        CellValues.of("gaussian", "original", Map.of("generator.learning-rate", "0.001"));

    assertThat(values.values())
        .containsEntry("generator.learning-rate", "0.001")
        .containsEntry("discriminator.learning-rate", "0.005")
        .containsEntry("optimizer", "sgd")
        .containsEntry("preset", "original")
        .doesNotContainKey("learning-rate");
  }

  @Test
  void whatBothPlayersHaveAlikeStandsUnderItsShorthand() {
    CellValues values =
        CellValues.of(
            "gaussian",
            "original",
            Map.of(
                "generator.hidden", "[8]",
                "discriminator.hidden", "[16, 16, 16]",
                "generator.optimizer", "adam",
                "discriminator.optimizer", "adam"));

    assertThat(values.values()).containsEntry("hidden", "8").containsEntry("optimizer", "adam");
  }

  @Test
  void aKeyThatIsNotUsedHasNoValue() {
    assertThat(CellValues.of("gaussian", "original", Map.of()).values())
        .doesNotContainKeys("momentum", "generator.momentum");
    assertThat(
            CellValues.of(
                    "gaussian",
                    "original",
                    Map.of(
                        "generator.optimizer", "momentum", "discriminator.optimizer", "momentum"))
                .values())
        .containsEntry("momentum", "0.9");
  }

  @Test
  void ofAnUnknownRecipeOnlyTheDifferencesAreKnown() {
    assertThat(CellValues.of("later", "first", Map.of("width", "3")).values())
        .containsExactlyInAnyOrderEntriesOf(Map.of("width", "3", "preset", "first"));
    assertThat(CellValues.of("gaussian", "original", Map.of("width", "3")).values())
        .containsExactlyInAnyOrderEntriesOf(Map.of("width", "3", "preset", "original"));
  }

  @Test
  void valuesAreWrittenAsTablesHaveThem() {
    assertThat(CellValues.written("gaussian", "learning-rate", "1e-3")).isEqualTo("0.001");
    assertThat(CellValues.written("gaussian", "generator.hidden", "8")).isEqualTo("[8]");
    assertThat(CellValues.written("gaussian", "hidden", "8")).isEqualTo("8");
    assertThat(CellValues.written("gaussian", "hidden", "[8,8]")).isEqualTo("[8, 8]");
    assertThat(CellValues.written("gaussian", "minibatch", "true")).isEqualTo("true");
    assertThat(CellValues.written("gaussian", "optimizer", "lion")).isEqualTo("lion");
    assertThat(CellValues.written("gaussian", "widht", "8")).isEqualTo("8");
    assertThat(CellValues.written("later", "width", "8")).isEqualTo("8");
  }
}
