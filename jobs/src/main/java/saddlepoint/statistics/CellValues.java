// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.statistics;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import saddlepoint.recipe.Key;
import saddlepoint.recipe.Keys;
import saddlepoint.recipe.PlayerKey;
import saddlepoint.recipe.Preset;
import saddlepoint.recipe.Recipe;
import saddlepoint.recipe.Recipes;
import saddlepoint.recipe.Settings;
import saddlepoint.sweep.Cell;

/**
 * The values of a stored configuration's keys. Tables hold what differs from the preset; here every
 * key that the configuration uses has its value, the preset's if nothing differs. A key that it
 * does not use, such as momentum under Adam, has none.
 *
 * @param preset that the configuration starts from
 * @param differences what differs from it, as text
 * @param values of all used open keys, as text; under {@value #PRESET} the preset; and under the
 *     shorthands what both players have alike
 */
public record CellValues(
    String preset, SortedMap<String, String> differences, SortedMap<String, String> values) {
  /** The axis that is no key. */
  public static final String PRESET = "preset";

  public CellValues {
    differences = Collections.unmodifiableSortedMap(new TreeMap<>(differences));
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  /**
   * The values of a row. If this build does not know its recipe, preset or a value of it, only what
   * differs is there.
   *
   * @param differences as the table has them
   */
  public static CellValues of(String recipe, String preset, Map<String, String> differences) {
    TreeMap<String, String> values = new TreeMap<>();
    try {
      Map<String, Object> raw = new TreeMap<>();
      differences.forEach((name, text) -> raw.put(name, raw(text)));
      fill(values, Recipes.get(recipe).preset(preset), Cell.restore(recipe, preset, raw));
    } catch (IllegalArgumentException unknown) {
      values.putAll(differences);
    }
    values.put(PRESET, preset);
    return new CellValues(preset, new TreeMap<>(differences), values);
  }

  /**
   * The keys that an axis sets: itself, or both players' if it is a shorthand.
   *
   * @param axis need not be known
   */
  public static List<String> keysOf(String axis) {
    List<String> keys = new ArrayList<>(List.of(axis));
    for (PlayerKey<?> key : Keys.PLAYER_KEYS) {
      if (key.name().equals(axis)) {
        keys.addAll(List.of(key.generator().name(), key.discriminator().name()));
      }
    }
    return keys;
  }

  /** The shorthand that sets a player's key, if it is one. */
  static Optional<PlayerKey<?>> shorthand(String name) {
    for (PlayerKey<?> key : Keys.PLAYER_KEYS) {
      if (key.generator().name().equals(name) || key.discriminator().name().equals(name)) {
        return Optional.of(key);
      }
    }
    return Optional.empty();
  }

  /**
   * A value as tables have it, for example {@code 0.001} for {@code 1e-3}.
   *
   * @param axis a key or shorthand of the recipe
   * @return the same text if the recipe has no such axis, or not such values
   */
  public static String written(String recipe, String axis, String text) {
    Optional<Recipe> known = Recipes.find(recipe);
    if (known.isEmpty()) {
      return text;
    }
    for (Preset preset : known.get().presets()) {
      for (Key<?> key : preset.open()) {
        if (keysOf(axis).contains(key.name())) {
          try {
            boolean isWidth = axis.equals(Keys.HIDDEN.name()) && text.matches("\\d+");
            return isWidth ? text : written(key, text);
          } catch (IllegalArgumentException wrong) {
            return text;
          }
        }
      }
    }
    return text;
  }

  private static <T> String written(Key<T> key, String text) {
    return key.type().text(key.type().read(raw(text)));
  }

  private static void fill(Map<String, String> values, Preset preset, Cell cell) {
    Settings settings = cell.settings();
    for (Key<?> key : preset.open()) {
      if (settings.uses(key)) {
        values.put(key.name(), text(key, settings));
      }
    }
    for (PlayerKey<?> key : Keys.PLAYER_KEYS) {
      String generator = values.get(key.generator().name());
      if (generator != null && generator.equals(values.get(key.discriminator().name()))) {
        values.put(key.name(), generator);
      }
    }
    cell.hidden().ifPresent(width -> values.put(Keys.HIDDEN.name(), width.toString()));
  }

  private static <T> String text(Key<T> key, Settings settings) {
    return key.type().text(settings.get(key));
  }

  /** What a file would give for the text. */
  private static Object raw(String text) {
    if (text.matches("-?\\d{1,9}")) {
      return Integer.valueOf(text);
    }
    if (text.matches("\\[.*]")) {
      String items = text.substring(1, text.length() - 1).strip();
      List<Object> list = new ArrayList<>();
      for (String item : items.isEmpty() ? new String[0] : items.split("\\s*,\\s*")) {
        list.add(raw(item));
      }
      return list;
    }
    return text.matches("-?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?") ? Double.valueOf(text) : text;
  }
}
