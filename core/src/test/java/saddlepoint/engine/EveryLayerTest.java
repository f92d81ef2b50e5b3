// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import saddlepoint.OtherRecipes;
import saddlepoint.engine.lanes.LanesKinds;
import saddlepoint.engine.reference.GameCase;
import saddlepoint.recipe.Layer;
import saddlepoint.recipe.LayerKinds;

/** Every kind of layer is compared on every engine, whether a recipe uses it or not. */
class EveryLayerTest {
  /** Kinds that every perceptron has, or that {@code minibatch} brings. */
  private static final Set<Class<? extends Layer>> OF_RECIPES =
      Set.of(Layer.Dense.class, Layer.MinibatchDiscrimination.class);

  /** Those that lanes refuse are compared pass by pass, by {@code GraphPassTest}. */
  @Test
  void noKindIsLeftOut() {
    Set<Class<? extends Layer>> compared = new HashSet<>(OF_RECIPES);
    EveryLayerRecipe.between().forEach(layer -> compared.add(layer.getClass()));
    GameCase.networks()
        .flatMap(network -> network.layers().stream())
        .filter(layer -> !LanesKinds.areTrained(layer))
        .forEach(layer -> compared.add(layer.getClass()));

    assertThat(compared)
        .as("kinds of layers in EveryLayerRecipe.between(), or in GameCase.networks()")
        .containsExactlyInAnyOrderElementsOf(LayerKinds.all());
  }

  @Test
  void enginesAgree(@TempDir Path folder) throws Exception {
    OtherRecipes.name(folder, EveryLayerRecipe.class);

    List<String> lines =
        OtherRecipes.call(folder, EngineComparison.class, "every-layer").lines().toList();

    assertThat(lines).hasSize(3).containsOnly(EngineComparison.AGREES);
  }
}
