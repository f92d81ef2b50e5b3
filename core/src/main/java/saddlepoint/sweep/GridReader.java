// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.sweep;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import saddlepoint.recipe.Preset;
import saddlepoint.recipe.Recipe;
import saddlepoint.recipe.Recipes;

/** Reads one grid from the keys that stand for it, on whatever level. */
final class GridReader {
  private static final int MOST_SEEDS = 1_000_000;
  private static final Pattern FROM_TO = Pattern.compile("(\\d{1,9})\\s*-\\s*(\\d{1,9})");

  private final Problems problems;
  private final Map<String, ConfigValue> overrides;
  private final boolean listsAreAxes;
  private final ToIntFunction<String> depth;

  /** What may be set in some grid that was read. */
  private final Set<String> known = new TreeSet<>();

  /** Of the first grid, to tell what is not known in any. */
  private AxisReader first;

  /**
   * A reader of grids.
   *
   * @param overrides values that win over everything
   * @param listsAreAxes whether a list among them makes an axis
   * @param depth how many files include the one that a place is in
   */
  GridReader(
      Problems problems,
      Map<String, ConfigValue> overrides,
      boolean listsAreAxes,
      ToIntFunction<String> depth) {
    this.problems = problems;
    this.overrides = overrides;
    this.listsAreAxes = listsAreAxes;
    this.depth = depth;
  }

  /**
   * Reads a grid; nothing if anything is wrong with it, which the problems are told.
   *
   * @param values by key, those of objects in objects with points between the names
   * @param origin of the grid
   */
  Optional<Grid> read(Map<String, ConfigValue> values, ConfigOrigin origin) {
    Optional<Recipe> recipe = recipe(values, origin);
    if (recipe.isEmpty()) {
      return Optional.empty();
    }
    Optional<Preset> preset = preset(recipe.get(), values);
    if (preset.isEmpty()) {
      return Optional.empty();
    }
    Vocabulary vocabulary = new Vocabulary(preset.get());
    AxisReader axisReader = new AxisReader(problems, recipe.get(), vocabulary, depth);
    known.addAll(vocabulary.names());
    first = first == null ? axisReader : first;
    RecordingReader recording = new RecordingReader(problems, name -> first(name, values));
    List<Integer> seeds = seeds(first(SweepKeys.SEEDS, values));
    List<Axis> axes = axisReader.axes(values.get(SweepKeys.GRID));
    Map<String, Setting> fixed = settings(values, axisReader, vocabulary, new ArrayList<>());
    List<Axis> winningAxes = new ArrayList<>();
    Map<String, Setting> winning = settings(overrides, axisReader, vocabulary, winningAxes);
    Grid grid =
        new Grid(
            recipe.get(),
            preset.get(),
            fixed,
            axes,
            winning,
            winningAxes,
            seeds,
            recording.recording(recipe.get()),
            recording.snapshots(),
            Problems.place(origin));
    return problems.any() ? Optional.empty() : Optional.of(grid);
  }

  private Optional<Recipe> recipe(Map<String, ConfigValue> values, ConfigOrigin origin) {
    ConfigValue value = first(SweepKeys.RECIPE, values);
    if (value == null) {
      problems.add(
          origin,
          "recipe is missing; add recipe = NAME, one of "
              + String.join(", ", Recipes.all().stream().map(Recipe::name).toList()));
      return Optional.empty();
    }
    Optional<String> name = text(problems, SweepKeys.RECIPE, value);
    Optional<Recipe> recipe = name.flatMap(Recipes::find);
    if (name.isPresent() && recipe.isEmpty()) {
      problems.add(value.origin(), SweepReader.unknownRecipe(name.get()));
    }
    return recipe;
  }

  private Optional<Preset> preset(Recipe recipe, Map<String, ConfigValue> values) {
    ConfigValue value = first(SweepKeys.PRESET, values);
    if (value == null) {
      return Optional.of(recipe.presets().get(0));
    }
    Optional<String> name = text(problems, SweepKeys.PRESET, value);
    List<String> known = recipe.presets().stream().map(Preset::name).toList();
    if (name.isPresent() && !known.contains(name.get())) {
      problems.add(
          value.origin(),
          Problems.unknownOf("recipe " + recipe.name() + " has no preset", name.get(), known));
      return Optional.empty();
    }
    return name.map(recipe::preset);
  }

  private List<Integer> seeds(ConfigValue value) {
    if (value == null) {
      return List.of(1);
    }
    Object raw = Values.raw(value);
    if (raw instanceof Integer count && count >= 1 && count <= MOST_SEEDS) {
      return IntStream.rangeClosed(1, count).boxed().toList();
    }
    if (raw instanceof String text) {
      Matcher range = FROM_TO.matcher(text.strip());
      if (range.matches()) {
        int from = Integer.parseInt(range.group(1));
        int to = Integer.parseInt(range.group(2));
        if (from <= to && to - from < MOST_SEEDS) {
          return IntStream.rangeClosed(from, to).boxed().toList();
        }
      }
    }
    if (raw instanceof List<?> list
        && !list.isEmpty()
        && list.size() <= MOST_SEEDS
        && list.stream().allMatch(seed -> seed instanceof Integer number && number >= 0)
        && new HashSet<>(list).size() == list.size()) {
      return list.stream().map(Integer.class::cast).toList();
    }
    problems.add(
        value.origin(),
        "seeds must be a number of random seeds from 1 to "
            + MOST_SEEDS
            + ", a list of different ones >= 0, or a text such as \"6-10\", got "
            + Values.describe(value)
            + (raw instanceof String text && !text.contains("-") ? Values.hint(value) : ""));
    return List.of(1);
  }

  /** Those of one source; lists among the winning ones may be axes. */
  private Map<String, Setting> settings(
      Map<String, ConfigValue> values,
      AxisReader axisReader,
      Vocabulary vocabulary,
      List<Axis> axes) {
    boolean mayBeAxes = listsAreAxes && values == overrides;
    Map<String, Setting> settings = new LinkedHashMap<>();
    values.forEach(
        (name, value) -> {
          if (SweepKeys.contains(name) || isEmptyOfKnown(name, value, vocabulary)) {
            return;
          }
          if (!vocabulary.names().contains(name)) {
            problems.add(
                value.origin(),
                isSection(name, vocabulary.names())
                    ? name + " must be { KEY = VALUE }, got " + Values.describe(value)
                    : unknown(name, axisReader, vocabulary.names()));
          } else if (mayBeAxes && axisReader.isAxis(name, value)) {
            axes.add(axisReader.axis(name, value, Problems.place(value.origin())));
          } else if (axisReader.check(name, value)) {
            String place = Problems.place(value.origin());
            settings.put(name, new Setting(Values.raw(value), place, depth.applyAsInt(place)));
          }
        });
    return settings;
  }

  /** An object such as {@code generator {}}, in which nothing was lost. */
  private static boolean isEmptyOfKnown(String name, ConfigValue value, Vocabulary vocabulary) {
    return value instanceof ConfigObject object
        && object.isEmpty()
        && isSection(name, vocabulary.names());
  }

  /** Whether keys stand in an object of this name. */
  private static boolean isSection(String name, Collection<String> names) {
    return Stream.concat(names.stream(), RecordingReader.KEYS.stream())
        .anyMatch(key -> key.startsWith(name + "."));
  }

  private static String unknown(String name, AxisReader words, Collection<String> names) {
    TreeSet<String> known = new TreeSet<>(names);
    known.addAll(SweepKeys.OF_A_GRID);
    known.addAll(SweepKeys.OF_THE_SWEEP);
    return words.unknown(name, "key", known);
  }

  /**
   * Tells of keys that no grid has, and that the parser left out since their variable is not set.
   * Called when the grids were read.
   *
   * @param present the keys that were not left out, whose names were looked at
   */
  void requireKnown(List<OptionalKey> keys, Set<String> present) {
    for (OptionalKey key : keys) {
      boolean isAbsent = first != null && !present.contains(key.path());
      if (isAbsent && key.list().equals(SweepKeys.GRID)) {
        AxisReader.requireKnown(problems, key);
      } else if (isAbsent
          && Set.of(OptionalKey.NONE, SweepKeys.GRIDS).contains(key.list())
          && !known.contains(key.path())
          && !SweepKeys.contains(key.path())
          && !isSection(key.path(), known)) {
        problems.add(key.place(), unknown(key.path(), first, known));
      }
    }
  }

  private ConfigValue first(String name, Map<String, ConfigValue> values) {
    return overrides.containsKey(name) ? overrides.get(name) : values.get(name);
  }

  /** A value that must be a text. */
  static Optional<String> text(Problems problems, String name, ConfigValue value) {
    if (Values.raw(value) instanceof String text) {
      return Optional.of(text);
    }
    problems.add(
        value.origin(),
        name
            + " must be a text, got "
            + Values.describe(value)
            + (value instanceof ConfigList || value instanceof ConfigObject
                ? ""
                : "; put it in quotes"));
    return Optional.empty();
  }
}
