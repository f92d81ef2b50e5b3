// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import saddlepoint.OtherRecipes;
import saddlepoint.recipe.Layer;

/** Every kind of layer is compared on every engine, whether a recipe uses it or not. */
class EveryLayerTest {
  /** Kinds that every perceptron has, or that {@code minibatch} brings. */
  private static final Set<Class<?>> OF_RECIPES =
      Set.of(Layer.Dense.class, Layer.MinibatchDiscrimination.class);

  @Test
  void noKindIsLeftOut() {
    Set<Class<?>> compared = new HashSet<>(OF_RECIPES);
    EveryLayerRecipe.between().forEach(layer -> compared.add(layer.getClass()));

    assertThat(compared)
        .as("kinds of layers in EveryLayerRecipe.between()")
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(Layer.class.getPermittedSubclasses()).<Class<?>>map(kind -> kind).toList());
  }

  @Test
  void enginesAgree(@TempDir Path folder) throws Exception {
    OtherRecipes.name(folder, EveryLayerRecipe.class);

    List<String> lines =
        OtherRecipes.call(folder, EngineComparison.class, "every-layer").lines().toList();

    assertThat(lines).hasSize(3).containsOnly(EngineComparison.AGREES);
  }
}
