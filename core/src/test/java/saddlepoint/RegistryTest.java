// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import saddlepoint.recipe.Recipe;
import saddlepoint.recipe.Recipes;

/**
 * How many recipes, presets and keys there are. Other tests take what the registry has, so that one
 * that is lost is noticed here alone.
 */
class RegistryTest {
  @Test
  void everyRecipePresetAndKeyIsHere() {
    assertThat(Recipes.all().stream().map(Recipe::name))
        .containsExactly(
            "acgan",
            "curves",
            "curves-conditional",
            "dirac",
            "gaussian",
            "grid",
            "keras-dcgan",
            "line",
            "mnist-mlp",
            "normal",
            "ring",
            "swiss-roll",
            "tflearn-dcgan",
            "tflearn-mlp");
    assertThat(Golden.cases()).as("recipes and presets").hasSize(22);
    assertThat(KeyCases.all()).as("recipes and keys").hasSize(1216);
  }
}
