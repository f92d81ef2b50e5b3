// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The recipes on the class path, by name. */
public final class Recipes {
  private static final Map<String, Recipe> ALL = load();

  private Recipes() {}

  /** Every recipe, in the order of the names. */
  public static Collection<Recipe> all() {
    return ALL.values();
  }

  /** The recipe of a name, if there is one. */
  public static Optional<Recipe> find(String name) {
    return Optional.ofNullable(ALL.get(name));
  }

  /**
   * The recipe of a name.
   *
   * @throws IllegalArgumentException naming the recipes there are
   */
  public static Recipe get(String name) {
    return find(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no recipe \"" + name + "\"; there are " + ALL.keySet()));
  }

  static void requireComplete(Recipe recipe, Preset preset) {
    try {
      recipe.gan(preset.settings());
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(
          "recipe "
              + recipe.name()
              + ", preset "
              + preset.name()
              + " makes no GAN: "
              + e.getMessage()
              + "; give the preset what is missing in "
              + recipe.getClass().getName(),
          e);
    }
  }

  private static Map<String, Recipe> load() {
    Map<String, Recipe> recipes = new TreeMap<>();
    for (Recipe recipe : ServiceLoader.load(Recipe.class, Recipes.class.getClassLoader())) {
      recipe.presets().forEach(preset -> requireComplete(recipe, preset));
      Recipe other = recipes.put(recipe.name(), recipe);
      if (other != null) {
        throw new IllegalStateException(
            "two recipes are called "
                + recipe.name()
                + ": "
                + other.getClass().getName()
                + " and "
                + recipe.getClass().getName()
                + "; rename one");
      }
    }
    return Collections.unmodifiableMap(recipes);
  }
}
