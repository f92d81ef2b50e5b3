// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

import java.util.List;

/**
 * A GAN system as data: its settings with their defaults, and the GAN that given settings mean. One
 * file a recipe; found by {@link java.util.ServiceLoader}, see docs/adding-a-recipe.md.
 */
public interface Recipe {
  /** Kebab-case name for files, command lines and tables. */
  String name();

  /** One line for people. */
  String title();

  /** Where the system comes from. */
  String source();

  /** Complete sets of values, the default first; all have the same open keys. */
  List<Preset> presets();

  /** How often figures are logged unless the sweep says otherwise, in steps. */
  default int logEvery() {
    return 50;
  }

  /**
   * The GAN that these settings mean.
   *
   * @param settings a value for every open and fixed key of this recipe
   */
  Gan gan(Settings settings);

  /**
   * The preset of a name.
   *
   * @throws IllegalArgumentException naming the presets there are
   */
  default Preset preset(String name) {
    return presets().stream()
        .filter(preset -> preset.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "recipe "
                        + name()
                        + " has no preset \""
                        + name
                        + "\"; it has "
                        + presets().stream().map(Preset::name).toList()));
  }
}
