// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import saddlepoint.Trials;
import saddlepoint.recipe.PenaltyKind;
import saddlepoint.recipe.Recipe;
import saddlepoint.recipe.Recipes;
import saddlepoint.recipe.UpdateOrder;
import saddlepoint.sweep.Trial;
import saddlepoint.sweep.Vocabulary;

/** A loss that compares real with generated rows has the bits of scalar on lanes. */
class LanesComparisonTest {
  private static final Map<String, Object> COMPARES = Map.of("loss", "relativistic-average");

  static Stream<String> recipes() {
    return Recipes.all().stream()
        .filter(recipe -> names(recipe).contains("loss"))
        .map(Recipe::name)
        .filter(name -> new LanesEngine().refusal(trials(name, Map.of()).get(0).gan()).isEmpty());
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void ofEveryRecipe(String recipe) {
    LaneBits.expectScalar(trials(recipe, Map.of()));
  }

  @Test
  void knowsTheRecipes() {
    assertThat(recipes())
        .contains("gaussian", "normal", "curves", "curves-conditional", "ring", "grid");
  }

  @ParameterizedTest
  @EnumSource(value = UpdateOrder.class, mode = EnumSource.Mode.EXCLUDE, names = "TO_OPTIMUM")
  void goesWithUpdateOrders(UpdateOrder order) {
    for (PenaltyKind penalty : List.of(PenaltyKind.NONE, PenaltyKind.TWO_SIDED)) {
      Map<String, Object> raw = new HashMap<>();
      raw.put("update-order", order.text());
      raw.put("penalty", penalty.text());
      raw.put("instance-noise", 0.1);
      raw.put("label-flip", 0.2);
      LaneBits.expectScalar(trials("ring", raw));
    }
  }

  @ParameterizedTest
  @EnumSource(PenaltyKind.class)
  void goesWithPenaltiesAndNorms(PenaltyKind penalty) {
    for (String norm : List.of("none", "layer")) {
      Map<String, Object> raw =
          Map.of("penalty", penalty.text(), "discriminator.norm", norm, "discriminator-steps", 2);
      LaneBits.expectScalar(trials("ring", raw));
    }
  }

  private static Set<String> names(Recipe recipe) {
    return Set.copyOf(new Vocabulary(recipe.presets().get(0)).names());
  }

  private static List<Trial> trials(String recipe, Map<String, Object> raw) {
    Map<String, Object> all = new HashMap<>(Trials.small(recipe));
    all.putAll(Map.of("steps", 4, "batch", 6, "generator.batches", 1));
    all.putAll(COMPARES);
    all.putAll(raw);
    all.keySet().retainAll(names(Recipes.get(recipe)));
    String preset = Recipes.get(recipe).presets().get(0).name();
    List<Trial> trials = new ArrayList<>();
    for (int randomSeed = 1; randomSeed <= 3; randomSeed++) {
      trials.add(Trials.of(recipe, preset, randomSeed, Trials.EVERY_STEP, all));
    }
    return trials;
  }
}
