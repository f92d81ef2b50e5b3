// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import saddlepoint.OtherRecipes;
import saddlepoint.engine.Engine;
import saddlepoint.recipe.Recipe;
import saddlepoint.recipe.Recipes;

/** What the guides tell to write in a jar of one's own is compiled, found and trained. */
class GuideTest {
  @TempDir private Path folder;

  @Test
  void theRecipeTrainsWithEqualBitsOnScalarAndLanes() throws Exception {
    GuideExample.of("adding-a-recipe.md")
        .install(folder, "example/TriangleRecipe.java", Recipe.class);

    assertThat(OtherRecipes.call(folder, GuideTrainings.class, "triangle"))
        .startsWith("recipes " + recipesWith("triangle") + "\n" + "Triangle[low=0.0, width=1.0]\n")
        .contains("scalar COMPLETED")
        .contains("lanes COMPLETED")
        .endsWith("\nequal bits\n");
  }

  private static List<String> recipesWith(String another) {
    return Stream.concat(Recipes.all().stream().map(Recipe::name), Stream.of(another))
        .sorted()
        .toList();
  }

  @Test
  void theEngineTrainsEveryOrderNearScalarAndRefusesTheRest() throws Exception {
    GuideExample.of("adding-an-engine.md")
        .install(folder, "example/DiracEngine.java", Engine.class);

    List<String> lines =
        OtherRecipes.call(folder, EngineTrainings.class, "dirac-double").lines().toList();

    int recipes = Recipes.all().size();
    assertThat(lines.get(0)).isEqualTo("refuses " + (recipes - 1) + " of " + recipes);
    assertThat(lines.get(1))
        .isEqualTo("it trains the Dirac-GAN under plain cross-entropy by sgd alone");
    assertThat(lines.subList(2, lines.size()))
        .hasSize(14)
        .allSatisfy(line -> assertThat(line).endsWith(" COMPLETED near"));
  }
}
