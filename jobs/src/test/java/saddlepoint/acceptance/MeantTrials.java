// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.acceptance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import saddlepoint.recipe.Key;
import saddlepoint.recipe.Preset;
import saddlepoint.recipe.Recipe;
import saddlepoint.sweep.Cell;
import saddlepoint.sweep.Recording;
import saddlepoint.sweep.Trial;
import saddlepoint.sweep.Vocabulary;

/** The trials that a grid means, worked out without the reader of sweeps. */
final class MeantTrials {
  private MeantTrials() {}

  /** The ids of a grid's trials; options win over axes, and those over settings. */
  static Set<String> ids(
      Recipe recipe,
      Preset preset,
      Map<String, String> settings,
      Map<String, List<String>> axes,
      Map<String, List<String>> options,
      String seeds) {
    Vocabulary vocabulary = new Vocabulary(preset);
    Recording recording = new Recording(10, 0, Duration.ZERO);
    Set<String> ids = new TreeSet<>();
    for (Map<String, String> axis : combinations(axes)) {
      for (Map<String, String> option : combinations(options)) {
        Map<String, Object> raw = new LinkedHashMap<>();
        List.of(settings, axis, option).forEach(level -> set(vocabulary, level, raw));
        Cell cell = Cell.restore(recipe.name(), preset.name(), raw);
        for (int seed : numbers(seeds)) {
          ids.add(Trial.of(cell, seed, "float32", 1, recording).id());
        }
      }
    }
    return ids;
  }

  /** What a level says wins over those before it, and in it a player's key over both players'. */
  private static void set(
      Vocabulary vocabulary, Map<String, String> level, Map<String, Object> raw) {
    level.forEach(
        (name, value) -> {
          for (Key<?> key : vocabulary.keysOf(name)) {
            boolean isOverruled = !key.name().equals(name) && level.containsKey(key.name());
            if (!isOverruled) {
              raw.put(key.name(), parsed(value));
            }
          }
        });
  }

  private static Object parsed(String value) {
    if (value.startsWith("[")) {
      return numbers(value);
    }
    if (value.matches("\\d+")) {
      return Integer.valueOf(value);
    }
    return value.matches("[\\d.]+") ? Double.valueOf(value) : value;
  }

  private static List<Integer> numbers(String value) {
    if (value.startsWith("[")) {
      List<Integer> numbers = new ArrayList<>();
      for (String number : value.replaceAll("[\\[\\] ]", "").split(",")) {
        numbers.add(Integer.valueOf(number));
      }
      return numbers;
    }
    boolean isRange = value.startsWith("\"");
    int from = isRange ? 4 : 1;
    int to = isRange ? 6 : (int) Double.parseDouble(value);
    List<Integer> numbers = new ArrayList<>();
    for (int number = from; number <= to; number++) {
      numbers.add(number);
    }
    return numbers;
  }

  private static List<Map<String, String>> combinations(Map<String, List<String>> axes) {
    List<Map<String, String>> all = new ArrayList<>(List.of(Map.of()));
    axes.forEach(
        (name, values) -> {
          List<Map<String, String>> longer = new ArrayList<>();
          for (Map<String, String> start : all) {
            for (String value : values) {
              Map<String, String> one = new LinkedHashMap<>(start);
              one.put(name, value);
              longer.add(one);
            }
          }
          all.clear();
          all.addAll(longer);
        });
    return all;
  }
}
