// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.sweep;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import saddlepoint.recipe.Recipe;
import saddlepoint.recipe.Recipes;
import saddlepoint.recipe.ValueType;

/** Reads the axes of a grid, and checks values of its recipe. */
final class AxisReader {
  private static final String AXIS = "axis";
  private static final String VALUES = "values";

  /** Those of an axis, and of a range in it. */
  private static final Set<String> KEYS =
      Stream.concat(
              Stream.of(AXIS, VALUES), NumberRange.KEYS.stream().map(key -> VALUES + "." + key))
          .collect(Collectors.toUnmodifiableSet());

  private static final String FORM = "{ axis = \"...\", values = [...] }";

  private final Problems problems;
  private final Recipe recipe;
  private final Vocabulary vocabulary;
  private final ToIntFunction<String> depth;

  AxisReader(Problems problems, Recipe recipe, Vocabulary vocabulary, ToIntFunction<String> depth) {
    this.problems = problems;
    this.recipe = recipe;
    this.vocabulary = vocabulary;
    this.depth = depth;
  }

  /**
   * The axes of a grid, in its order.
   *
   * @param value of the key {@code grid}; null if there is none
   */
  List<Axis> axes(ConfigValue value) {
    List<Axis> axes = new ArrayList<>();
    if (value == null) {
      return axes;
    }
    if (!(value instanceof ConfigList list)) {
      problems.add(value.origin(), "grid must be a list of axes, " + listOfAxes(value));
      return axes;
    }
    Map<String, String> places = new LinkedHashMap<>();
    for (ConfigValue item : list) {
      if (!(item instanceof ConfigObject object)
          || !(unwrapped(object, AXIS) instanceof String name)
          || !object.keySet().equals(Set.of(AXIS, VALUES))) {
        problems.add(
            item.origin(),
            "an axis must be "
                + FORM
                + ", got "
                + item.render(ConfigRenderOptions.concise())
                + hintOfForm(item));
        continue;
      }
      String place = Problems.place(item.origin());
      String earlier = places.putIfAbsent(name, place);
      if (earlier != null) {
        problems.add(place, "the axis " + name + " stands at " + earlier + " already; merge them");
      } else if (SweepKeys.contains(name) || OtherNames.isSeeds(name)) {
        problems.add(place, noAxis(name, object.get(VALUES)));
      } else if (!vocabulary.names().contains(name)) {
        problems.add(place, unknown(name, AXIS, vocabulary.names()));
      } else {
        axes.add(axis(name, object.get(VALUES), place));
      }
    }
    return axes;
  }

  /** Tells of a key that no axis has, and that is absent since its variable is not set. */
  static void requireKnown(Problems problems, OptionalKey key) {
    if (!KEYS.contains(key.path())) {
      problems.add(key.place(), "an axis must be " + FORM + ", got " + key.path() + "; remove it");
    }
  }

  /** How the list would look that somebody meant who wrote something else. */
  private static String listOfAxes(ConfigValue value) {
    List<String> axes = new ArrayList<>();
    if (value instanceof ConfigObject object) {
      Values.flatten(object).entrySet().stream()
          .filter(entry -> entry.getValue() instanceof ConfigList)
          .forEach(
              entry ->
                  axes.add(
                      "{ axis = \""
                          + entry.getKey()
                          + "\", values = "
                          + Values.describe(entry.getValue())
                          + " }"));
    }
    return "grid = [ " + (axes.isEmpty() ? FORM : String.join(", ", axes)) + " ]";
  }

  private static String hintOfForm(ConfigValue item) {
    if (!(item instanceof ConfigObject object)) {
      return "";
    }
    if (object.containsKey(AXIS) && object.containsKey("value")) {
      return "; say values";
    }
    List<String> lists =
        object.entrySet().stream()
            .filter(entry -> entry.getValue() instanceof ConfigList)
            .map(Map.Entry::getKey)
            .toList();
    return object.size() == 1 && lists.size() == 1 && !lists.get(0).equals(VALUES)
        ? "; write { axis = \""
            + lists.get(0)
            + "\", values = "
            + Values.describe(object.get(lists.get(0)))
            + " }"
        : "";
  }

  /** What to do instead of an axis over what is no setting of a recipe. */
  private static String noAxis(String name, ConfigValue values) {
    if (name.equals(SweepKeys.SEEDS) || OtherNames.isSeeds(name)) {
      return name
          + " cannot be an axis, since every cell has every random seed; write seeds = "
          + Values.describe(values)
          + " beside grid";
    }
    if (name.equals(SweepKeys.RECIPE) || name.equals(SweepKeys.PRESET)) {
      String grids =
          values instanceof ConfigList list && !list.isEmpty()
              ? list.stream()
                  .map(value -> "{ " + name + " = " + Values.describe(value) + " }")
                  .collect(Collectors.joining(", "))
              : "{ " + name + " = \"...\" }";
      return name + " cannot be an axis; give each a grid of its own, grids = [ " + grids + " ]";
    }
    return name + " cannot be an axis; set it beside grid";
  }

  /** Whether a value for a key is no value of it, but several. */
  boolean isAxis(String name, ConfigValue value) {
    return NumberRange.isRange(value)
        || value instanceof ConfigList && !accepts(name, Values.raw(value));
  }

  private boolean accepts(String name, Object raw) {
    try {
      vocabulary.check(name, raw, "");
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * An axis of a known name.
   *
   * @param values a list or a range
   */
  Axis axis(String name, ConfigValue values, String place) {
    List<Object> raw = new ArrayList<>();
    if (values instanceof ConfigObject object && NumberRange.isRange(object)) {
      range(name, object, raw);
    } else if (!(values instanceof ConfigList list)) {
      problems.add(
          values.origin(),
          "the axis "
              + name
              + " must have a list, values = [...], or a range, values = { from = 0.001, to = 0.1,"
              + " count = 5, scale = log }, got "
              + Values.describe(values));
    } else if (list.isEmpty()) {
      problems.add(values.origin(), "the axis " + name + " is empty; give it a value or remove it");
    } else {
      Map<Object, ConfigValue> earlier = new HashMap<>();
      for (ConfigValue value : list) {
        if (check(name, value)) {
          raw.add(Values.raw(value));
          ConfigValue same = earlier.putIfAbsent(alike(Values.raw(value)), value);
          if (same != null) {
            problems.add(value.origin(), twice(name, same, value));
          }
        }
      }
    }
    return new Axis(name, raw, place, depth.applyAsInt(place));
  }

  private void range(String name, ConfigObject object, List<Object> raw) {
    ValueType<?> type = vocabulary.keysOf(name).get(0).type();
    if (!type.isNumeric()) {
      problems.add(
          object.origin(),
          "the axis " + name + " has no range, since its values must be " + type.range());
      return;
    }
    try {
      NumberRange range = NumberRange.of(object);
      Set<Object> different = new HashSet<>();
      for (Object number : range.numbers(type.isWhole())) {
        vocabulary.check(name, number, String.valueOf(number));
        if (!different.add(alike(number))) {
          throw new IllegalArgumentException(
              "has " + number + " twice; lower count, or list the values");
        }
        raw.add(number);
      }
    } catch (IllegalArgumentException e) {
      problems.add(object.origin(), "the range of the axis " + name + " " + e.getMessage());
    }
  }

  /** What is equal for values that mean the same. */
  private static Object alike(Object raw) {
    if (raw instanceof List<?> list) {
      return list.stream().map(AxisReader::alike).collect(Collectors.toList());
    }
    return raw instanceof Number number ? number.doubleValue() + 0.0 : String.valueOf(raw);
  }

  private String twice(String name, ConfigValue first, ConfigValue second) {
    ValueType<?> type = vocabulary.keysOf(name).get(0).type();
    String hint = "remove one";
    if (type.isNumeric() && !type.isWhole()) {
      hint += ", or write a decimal comma as a point";
    } else if (name.endsWith("hidden")) {
      hint += ", or give a list of widths brackets of its own, [[8, 8]]";
    }
    return "the axis "
        + name
        + " has "
        + Values.describe(second)
        + " twice, at "
        + Problems.place(first.origin())
        + " too; "
        + hint;
  }

  /** Whether a value is one of a key; the problems are told if not. */
  boolean check(String name, ConfigValue value) {
    Object raw = Values.raw(value);
    try {
      vocabulary.check(name, raw, Values.describe(value));
      return true;
    } catch (IllegalArgumentException e) {
      problems.add(value.origin(), name + " " + e.getMessage() + hint(name, value, raw));
      return false;
    }
  }

  private String hint(String name, ConfigValue value, Object raw) {
    Collection<String> choices = vocabulary.keysOf(name).get(0).type().choices();
    if (raw instanceof String text && !choices.isEmpty()) {
      String hint = text.matches("\\S+(\\s+\\S+)+") ? Values.hint(value) : "";
      return hint.isEmpty() ? OtherNames.hintOfValue(text, choices) : hint;
    }
    boolean isSeveral =
        value instanceof ConfigList list
            && !list.isEmpty()
            && list.stream().allMatch(item -> accepts(name, Values.raw(item)));
    if (isSeveral || NumberRange.isRange(value)) {
      return "; for an axis write grid = [ { axis = \""
          + name
          + "\", values = "
          + Values.describe(value)
          + " } ]";
    }
    return Values.hint(value);
  }

  /** What to say of a name that this recipe does not have. */
  String unknown(String name, String what, Collection<String> known) {
    boolean isElsewhere =
        Recipes.all().stream()
            .anyMatch(other -> new Vocabulary(other.presets().get(0)).names().contains(name));
    return isElsewhere && !OtherNames.advises(name)
        ? "recipe "
            + recipe.name()
            + " has no "
            + name
            + "; `"
            + Problems.PROGRAM
            + " recipes "
            + recipe.name()
            + "` lists its keys"
        : OtherNames.unknownKey(what, name, known, recipe.name());
  }

  private static Object unwrapped(ConfigObject object, String name) {
    ConfigValue value = object.get(name);
    return value == null ? null : value.unwrapped();
  }
}
