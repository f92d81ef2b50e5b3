// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import saddlepoint.recipe.Choice;
import saddlepoint.recipe.Key;
import saddlepoint.recipe.Keys;
import saddlepoint.recipe.PlayerKey;
import saddlepoint.recipe.Preset;
import saddlepoint.recipe.Recipe;
import saddlepoint.recipe.Recipes;
import saddlepoint.recipe.Settings;
import saddlepoint.sweep.Cell;

/** The settings of a cell as columns hold them; a key that the cell does not use has no value. */
final class SettingValues {
  private static final Set<String> WITH_A_COLUMN = namesWithColumn();

  private SettingValues() {}

  static Object of(Cell cell, Key<?> key) {
    Settings settings = cell.settings();
    if (!settings.has(key) || !settings.uses(key)) {
      return null;
    }
    Object value = settings.get(key);
    if (value instanceof Choice choice) {
      return choice.text();
    }
    return value instanceof List<?> list
        ? Values.integers(list.stream().mapToInt(Integer.class::cast).toArray())
        : value;
  }

  static Object shared(Cell cell, PlayerKey<?> key) {
    Object generator = of(cell, key.generator());
    return Objects.equals(generator, of(cell, key.discriminator())) ? generator : null;
  }

  /** The used open keys without a column of their own, as text. */
  static SortedMap<String, String> others(Cell cell) {
    Recipe recipe = Recipes.get(cell.recipe());
    Preset preset = recipe.preset(cell.preset());
    SortedMap<String, String> others = new TreeMap<>();
    for (Key<?> key : preset.open()) {
      if (!WITH_A_COLUMN.contains(key.name()) && cell.settings().uses(key)) {
        others.put(key.name(), text(key, cell.settings()));
      }
    }
    return others;
  }

  private static <T> String text(Key<T> key, Settings settings) {
    return key.type().text(settings.get(key));
  }

  private static Set<String> namesWithColumn() {
    Set<String> names = new HashSet<>();
    List.of(
            Keys.STEPS,
            Keys.BATCH,
            Keys.LOSS,
            Keys.UPDATE_ORDER,
            Keys.DISCRIMINATOR_STEPS,
            Keys.MINIBATCH,
            Keys.PRETRAIN)
        .forEach(key -> names.add(key.name()));
    List.of(Keys.HIDDEN, Keys.OPTIMIZER, Keys.LEARNING_RATE, Keys.ACTIVATION, Keys.INITIALIZER)
        .forEach(
            key -> {
              names.add(key.generator().name());
              names.add(key.discriminator().name());
            });
    return names;
  }
}
