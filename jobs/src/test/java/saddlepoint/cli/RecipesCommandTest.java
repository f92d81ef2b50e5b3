// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import saddlepoint.metric.VerdictLimit;
import saddlepoint.recipe.Key;
import saddlepoint.recipe.Recipe;
import saddlepoint.recipe.Recipes;

class RecipesCommandTest {
  @Test
  void listsEveryRecipe() {
    CommandRun run = CommandRun.of("recipes");

    assertThat(run.exit()).isZero();
    for (Recipe recipe : Recipes.all()) {
      String title = recipe.title().split(" ")[0];
      assertThat(run.outLines())
          .anyMatch(line -> line.matches(recipe.name() + " +original.* {2}\\Q" + title + "\\E .*"));
    }
    assertThat(run.outLines()).allMatch(line -> line.length() <= FittedTable.USUAL_WIDTH);
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void tellsEveryKeyWithItsDefaultRangeAndMeaning(String name) {
    Recipe recipe = Recipes.get(name);

    CommandRun run = CommandRun.of("recipes", name);

    assertThat(run.exit()).isZero();
    List<String> lines = run.outLines();
    assertThat(lines).contains("source: " + recipe.source());
    for (Key<?> key : recipe.presets().get(0).open()) {
      int at = lines.indexOf("  " + key.name() + " = " + usual(recipe, key));
      assertThat(at).as(key.name()).isPositive();
      assertThat(lines.get(at + 1)).isEqualTo("      " + key.meaning());
      assertThat(lines.get(at + 2).strip() + " " + lines.get(at + 3).strip())
          .startsWith(key.type().range());
    }
  }

  @Test
  void tellsWhatAPresetChanges() {
    assertThat(CommandRun.of("recipes", "curves").outLines())
        .containsSubsequence(
            "  tensorflow: Tensorflow-Tutorial 406_GAN: Glorot uniform weights, 5000 steps",
            "      initializer=glorot-uniform steps=5000");
  }

  @Test
  void tellsWhatTheShorthandForWidthsDoes() {
    assertThat(CommandRun.of("recipes", "gaussian").out())
        .contains(
            "  hidden -> generator.hidden, discriminator.hidden; a width keeps the number of"
                + " layers, D's is 2 times as wide\n");
  }

  @Test
  void tellsEveryThresholdOfTheVerdict() {
    List<String> lines = CommandRun.of("recipes", "dirac").outLines();

    for (VerdictLimit limit : VerdictLimit.values()) {
      assertThat(lines)
          .contains("  verdict." + limit.key() + " = " + limit.usual() + ": " + limit.meaning());
    }
    assertThat(lines)
        .anyMatch(line -> line.startsWith("  gap = in-band: "))
        .anyMatch(line -> line.startsWith("  jacobian = auto: "));
  }

  @Test
  void anUnknownRecipeIsAnsweredWithTheNearest() {
    CommandRun run = CommandRun.of("recipes", "gausian");

    assertThat(run.exit()).isEqualTo(Exit.USAGE);
    assertThat(run.err().strip())
        .isEqualTo(
            "gausian: unknown recipe \"gausian\"; did you mean gaussian? There are "
                + String.join(", ", recipes())
                + "; a recipe in a jar of your own needs --jars");
  }

  static List<String> recipes() {
    return Recipes.all().stream().map(Recipe::name).toList();
  }

  private static <T> String usual(Recipe recipe, Key<T> key) {
    return key.type().text(recipe.presets().get(0).settings().get(key));
  }
}
