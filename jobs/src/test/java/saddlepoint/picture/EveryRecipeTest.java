// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import saddlepoint.recipe.Keys;
import saddlepoint.recipe.Recipe;
import saddlepoint.recipe.Recipes;
import saddlepoint.sweep.Trial;

class EveryRecipeTest {
  @Test
  void hasAPictureThatIsNotBlank() {
    List<String> drawn = new ArrayList<>();
    for (Recipe recipe : Recipes.all()) {
      List<String> assignments = new ArrayList<>(List.of("steps=9"));
      if (recipe.presets().get(0).settings().has(Keys.FILTERS.generator())) {
        assignments.addAll(List.of("filters=[4, 3]", "batch=4", "data.rows=48"));
      }
      Trial trial = Trainings.trial(recipe.name(), 4, assignments.toArray(String[]::new));
      Film film = Trainings.film(trial);
      Pictures pictures = Pictures.of(trial);

      BufferedImage usual = pictures.still(film, pictures.usualSize());
      BufferedImage other = pictures.still(film, new Size(330, 300));

      assertThat(usual.getWidth()).as(recipe.name()).isEqualTo(pictures.usualSize().width());
      assertThat(usual.getHeight()).as(recipe.name()).isEqualTo(pictures.usualSize().height());
      assertThat(other.getWidth()).as(recipe.name()).isEqualTo(330);
      assertThat(other.getHeight()).as(recipe.name()).isEqualTo(300);
      assertThat(Pixels.colors(usual)).as(recipe.name()).isGreaterThan(10);
      assertThat(Pixels.all(pictures.still(film, pictures.usualSize())))
          .as(recipe.name() + " drawn twice")
          .isEqualTo(Pixels.all(usual));
      drawn.add(recipe.name());
    }
    assertThat(drawn).hasSameSizeAs(Recipes.all()).contains("curves", "dirac", "gaussian");
  }
}
