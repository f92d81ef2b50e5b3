// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import saddlepoint.recipe.Keys;

class WidthTest {
  private static Cell cell(String recipe, String... assignments) {
    return new SweepReader()
        .read(recipe, List.of(assignments))
        .plan("float32", 1)
        .trials()
        .get(0)
        .cell();
  }

  private static List<Integer> discriminator(Cell cell) {
    return cell.settings().get(Keys.HIDDEN.discriminator());
  }

  @Test
  void theShorthandKeepsTheRatioOfThePreset() {
    Cell original = cell("gaussian", "hidden=6");
    assertThat(discriminator(original)).containsExactly(12, 12, 12);
    assertThat(original.hidden()).contains(6);
    Cell jang = cell("gaussian", "preset=jang", "hidden=8");
    assertThat(discriminator(jang)).containsExactly(8, 8);
    assertThat(jang.hidden()).contains(8);
  }

  @Test
  void aListOfOneWidthIsWrittenAsAList() {
    Cell shallow = cell("gaussian", "discriminator.hidden=[16]");
    assertThat(discriminator(shallow)).containsExactly(16);
    assertThat(shallow.describe()).isEqualTo("discriminator.hidden=[16]");
    assertThat(shallow.hidden()).isEmpty();
    Cell again =
        cell(
            "gaussian",
            "discriminator.hidden=" + shallow.differences().get("discriminator.hidden"));
    assertThat(again.configId()).isEqualTo(shallow.configId());
  }

  @Test
  void aGridsShorthandWinsOverAPlayersOwnKeyOutside(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("sweep.conf");
    Files.writeString(
        file,
        """
        recipe = "gaussian"
        generator.learning-rate = 0.5
        grids = [{ learning-rate = 0.25 }, { discriminator.learning-rate = 0.125 }]
        """);
    List<Trial> trials = new SweepReader().read(file, List.of()).plan("float32", 1).trials();
    assertThat(trials)
        .extracting(trial -> trial.cell().settings().get(Keys.LEARNING_RATE.generator()))
        .containsExactly(0.25, 0.5);
  }
}
