// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RecipesTest {
  @Test
  void aPresetThatLacksAValueIsNamedWithWhatItLacks() {
    Preset bare = Preset.standard("bare", "nothing of its own").build();
    assertThatThrownBy(() -> Recipes.requireComplete(new NormalRecipe(), bare))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "recipe normal, preset bare makes no GAN: no value for noise-dimension; give the preset"
                + " what is missing in saddlepoint.recipe.NormalRecipe");
  }
}
