// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.sweep;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigValue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import saddlepoint.recipe.Player;
import saddlepoint.recipe.Preset;
import saddlepoint.recipe.Recipe;
import saddlepoint.recipe.Recipes;

/**
 * Reads a sweep from HOCON. Types are checked without coercion, and all problems are reported
 * together with file and line. Used once.
 */
public final class SweepReader {
  private static final String NAME = "name";
  private static final String ENGINE = "engine";
  private static final String RECIPE = "recipe";
  private static final String PRESET = "preset";
  private static final String GRID = "grid";
  private static final String GRIDS = "grids";
  private static final String SEEDS = "seeds";
  private static final Set<String> OF_A_GRID =
      Stream.concat(Stream.of(RECIPE, PRESET, GRID, SEEDS), RecordingReader.KEYS.stream())
          .collect(Collectors.toUnmodifiableSet());
  private static final Set<String> OF_THE_SWEEP = Set.of(NAME, ENGINE, GRIDS);
  private static final String DEFAULTS = "saddlepoint.sweep";
  private static final int MOST_SEEDS = 10_000_000;
  private static final long MOST_CELLS = 10_000_000;

  private final Problems problems = new Problems();
  private final Set<String> engines;

  /** A reader that takes any name for an engine. */
  public SweepReader() {
    this(Set.of());
  }

  /**
   * A reader that knows the engines.
   *
   * @param engines names that {@code engine} may have besides {@code auto}; if empty, any
   */
  public SweepReader(Set<String> engines) {
    this.engines = Set.copyOf(engines);
  }

  /**
   * The recipe of a name.
   *
   * @throws ConfigurationException with the nearest known name
   */
  public static Recipe recipe(String name) {
    return Recipes.find(name)
        .orElseThrow(() -> new ConfigurationException(name, unknownRecipe(name)));
  }

  /**
   * Checks the name of a sweep or run, which names folders too.
   *
   * @param place where it stands, for the message
   * @throws ConfigurationException saying what a name may be
   */
  public static String checkName(String place, String name) {
    if (!isName(name)) {
      throw new ConfigurationException(place, wantedName(name));
    }
    return name;
  }

  /**
   * Reads a file.
   *
   * @param file HOCON
   * @param assignments {@code key=value} texts that win over file and axes
   * @throws ConfigurationException with everything that is wrong
   */
  public Sweep read(Path file, List<String> assignments) {
    requireReadable(file);
    String base = file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
    try {
      Config config =
          ConfigFactory.parseFile(
                  file.toFile(),
                  ConfigParseOptions.defaults()
                      .setSyntax(ConfigSyntax.CONF)
                      .setIncluder(new RequiredFiles()))
              .resolve();
      return read(config.root(), base, parse("--set ", assignments));
    } catch (ConfigException e) {
      throw unreadable(e);
    }
  }

  /**
   * Reads text, for one GAN without a file.
   *
   * @param recipe its recipe
   * @param assignments {@code key=value} texts
   * @throws ConfigurationException with everything that is wrong
   */
  public Sweep read(String recipe, List<String> assignments) {
    ConfigObject root = ConfigFactory.parseMap(Map.of(RECIPE, recipe), "the command line").root();
    return read(root, recipe, parse("", assignments));
  }

  private Sweep read(ConfigObject root, String defaultName, Map<String, ConfigValue> overrides) {
    Map<String, ConfigValue> top =
        new LinkedHashMap<>(flatten(ConfigFactory.defaultReference().getObject(DEFAULTS)));
    top.putAll(flatten(root));
    String name = text(top, overrides, NAME).orElse(defaultName);
    String engine = text(top, overrides, ENGINE).orElse(Sweep.AUTO);
    checkName(first(NAME, overrides, top), root.origin(), name);
    checkEngine(first(ENGINE, overrides, top), engine);
    List<Grid> grids = new ArrayList<>();
    ConfigValue several = top.get(GRIDS);
    if (several == null) {
      readGrid(top, overrides, root.origin()).ifPresent(grids::add);
    } else if (several instanceof ConfigList list && !list.isEmpty()) {
      for (ConfigValue item : list) {
        if (item instanceof ConfigObject object) {
          Map<String, ConfigValue> merged = new LinkedHashMap<>(top);
          flatten(object)
              .forEach(
                  (key, value) -> {
                    // A grid's shorthand wins over what stands outside for one of the players.
                    for (Player player : Player.values()) {
                      merged.remove(player.prefix() + key);
                    }
                    merged.put(key, value);
                  });
          readGrid(merged, overrides, item.origin()).ifPresent(grids::add);
        } else {
          problems.add(item.origin(), "each of grids wants { recipe = ..., grid = [...] }");
        }
      }
    } else {
      problems.add(several.origin(), "grids wants a list with at least one { recipe = ... }");
    }
    problems.raise();
    return new Sweep(name, engine, grids);
  }

  private static void requireReadable(Path file) {
    String trouble =
        !Files.exists(file)
            ? "there is no such file; check the path"
            : Files.isDirectory(file)
                ? "is a folder; name a file in it"
                : "cannot be read; check its permissions";
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new ConfigurationException(file.toString(), trouble);
    }
  }

  private void checkName(ConfigValue value, ConfigOrigin file, String name) {
    if (isName(name)) {
      return;
    }
    if (value == null) {
      problems.add(file, "the file's name makes no name for the sweep; add name = \"...\"");
    } else {
      problems.add(value.origin(), wantedName(name));
    }
  }

  private static boolean isName(String name) {
    return name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
  }

  private static String wantedName(String name) {
    return "a name has up to 100 letters, digits, '.', '_' and '-', and a letter or digit first; got \""
        + name
        + "\"";
  }

  private void checkEngine(ConfigValue value, String engine) {
    if (value != null
        && !engines.isEmpty()
        && !engine.equals(Sweep.AUTO)
        && !engines.contains(engine)) {
      problems.add(value.origin(), unknownEngine(engine, engines));
    }
  }

  /** What to say of an engine that does not exist. */
  public static String unknownEngine(String engine, Set<String> engines) {
    TreeSet<String> known = new TreeSet<>(engines);
    known.add(Sweep.AUTO);
    return Problems.unknownOf("unknown engine", engine, known);
  }

  private static String unknownRecipe(String name) {
    List<String> known = Recipes.all().stream().map(Recipe::name).toList();
    return Problems.unknownOf("unknown recipe", name, known);
  }

  private Optional<Grid> readGrid(
      Map<String, ConfigValue> values, Map<String, ConfigValue> overrides, ConfigOrigin origin) {
    Optional<Recipe> recipe = recipe(values, overrides, origin);
    if (recipe.isEmpty()) {
      return Optional.empty();
    }
    Optional<Preset> preset = preset(recipe.get(), values, overrides);
    if (preset.isEmpty()) {
      return Optional.empty();
    }
    Vocabulary vocabulary = new Vocabulary(preset.get());
    RecordingReader recording =
        new RecordingReader(problems, name -> first(name, overrides, values));
    List<Integer> seeds = seeds(first(SEEDS, overrides, values));
    List<Axis> axes = axes(values.get(GRID), recipe.get(), vocabulary);
    Map<String, Setting> fixed = settings(values, recipe.get(), vocabulary);
    Map<String, Setting> winning = settings(overrides, recipe.get(), vocabulary);
    Grid grid =
        new Grid(
            recipe.get(),
            preset.get(),
            fixed,
            axes,
            winning,
            seeds,
            recording.recording(recipe.get()),
            recording.snapshots());
    if (axes.stream().mapToDouble(axis -> axis.values().size()).reduce(1, (a, b) -> a * b)
        > MOST_CELLS) {
      problems.add(
          values.get(GRID).origin(),
          "the grid has more than " + MOST_CELLS + " cells; split it into several sweeps");
      return Optional.empty();
    }
    return problems.any() ? Optional.empty() : Optional.of(grid);
  }

  private Optional<Recipe> recipe(
      Map<String, ConfigValue> values, Map<String, ConfigValue> overrides, ConfigOrigin origin) {
    Optional<String> name = text(values, overrides, RECIPE);
    List<String> known = Recipes.all().stream().map(Recipe::name).toList();
    if (name.isEmpty()) {
      if (first(RECIPE, overrides, values) == null) {
        problems.add(
            origin, "recipe is missing; add recipe = NAME, one of " + String.join(", ", known));
      }
      return Optional.empty();
    }
    Optional<Recipe> recipe = Recipes.find(name.get());
    if (recipe.isEmpty()) {
      problems.add(first(RECIPE, overrides, values).origin(), unknownRecipe(name.get()));
    }
    return recipe;
  }

  private Optional<Preset> preset(
      Recipe recipe, Map<String, ConfigValue> values, Map<String, ConfigValue> overrides) {
    Optional<String> name = text(values, overrides, PRESET);
    if (name.isEmpty()) {
      return first(PRESET, overrides, values) == null
          ? Optional.of(recipe.presets().get(0))
          : Optional.empty();
    }
    List<String> known = recipe.presets().stream().map(Preset::name).toList();
    if (!known.contains(name.get())) {
      problems.add(
          first(PRESET, overrides, values).origin(),
          Problems.unknownOf("recipe " + recipe.name() + " has no preset", name.get(), known));
      return Optional.empty();
    }
    return Optional.of(recipe.preset(name.get()));
  }

  private List<Integer> seeds(ConfigValue value) {
    if (value == null) {
      return List.of(1);
    }
    if (raw(value) instanceof Integer count && count >= 1 && count <= MOST_SEEDS) {
      return IntStream.rangeClosed(1, count).boxed().toList();
    }
    if (raw(value) instanceof List<?> list
        && !list.isEmpty()
        && list.stream().allMatch(seed -> seed instanceof Integer number && number >= 0)
        && new HashSet<>(list).size() == list.size()) {
      return list.stream().map(Integer.class::cast).toList();
    }
    problems.add(
        value.origin(),
        "seeds wants a number of random seeds from 1 to "
            + MOST_SEEDS
            + ", or a list of different ones >= 0, got "
            + describe(value));
    return List.of(1);
  }

  private List<Axis> axes(ConfigValue value, Recipe recipe, Vocabulary vocabulary) {
    List<Axis> axes = new ArrayList<>();
    if (value == null) {
      return axes;
    }
    if (!(value instanceof ConfigList list)) {
      problems.add(value.origin(), "grid wants a list of { axis = \"...\", values = [...] }");
      return axes;
    }
    Map<String, String> places = new LinkedHashMap<>();
    for (ConfigValue item : list) {
      if (!(item instanceof ConfigObject object)
          || !(unwrapped(object, "axis") instanceof String name)
          || !object.keySet().equals(Set.of("axis", "values"))) {
        problems.add(
            item.origin(),
            "an axis wants { axis = \"...\", values = [...] }, got "
                + item.render(ConfigRenderOptions.concise()));
        continue;
      }
      String place = Problems.place(item.origin());
      String earlier = places.putIfAbsent(name, place);
      if (earlier != null) {
        problems.add(place, "the axis " + name + " stands at " + earlier + " already; merge them");
      } else if (OF_A_GRID.contains(name) || OF_THE_SWEEP.contains(name)) {
        problems.add(place, name + " cannot be an axis; set it beside grid");
      } else if (!vocabulary.names().contains(name)) {
        problems.add(place, unknown(name, "axis", recipe, vocabulary.names()));
      } else {
        axes.add(axis(name, object.get("values"), place, vocabulary));
      }
    }
    return axes;
  }

  private Axis axis(String name, ConfigValue values, String place, Vocabulary vocabulary) {
    List<Object> raw = new ArrayList<>();
    if (!(values instanceof ConfigList list)) {
      problems.add(values.origin(), "the axis " + name + " wants a list, values = [...]");
    } else if (list.isEmpty()) {
      problems.add(values.origin(), "the axis " + name + " is empty; give it a value or remove it");
    } else {
      for (ConfigValue value : list) {
        if (check(name, value, vocabulary)) {
          raw.add(raw(value));
        }
      }
    }
    return new Axis(name, raw, place);
  }

  private Map<String, Setting> settings(
      Map<String, ConfigValue> values, Recipe recipe, Vocabulary vocabulary) {
    Map<String, Setting> settings = new LinkedHashMap<>();
    values.forEach(
        (name, value) -> {
          if (OF_A_GRID.contains(name) || OF_THE_SWEEP.contains(name)) {
            return;
          }
          if (!vocabulary.names().contains(name)) {
            TreeSet<String> known = new TreeSet<>(vocabulary.names());
            known.addAll(OF_A_GRID);
            known.addAll(OF_THE_SWEEP);
            problems.add(value.origin(), unknown(name, "key", recipe, known));
          } else if (check(name, value, vocabulary)) {
            settings.put(name, new Setting(raw(value), Problems.place(value.origin())));
          }
        });
    return settings;
  }

  private boolean check(String name, ConfigValue value, Vocabulary vocabulary) {
    try {
      vocabulary.check(name, raw(value));
      return true;
    } catch (IllegalArgumentException e) {
      problems.add(value.origin(), name + " " + e.getMessage() + hint(value));
      return false;
    }
  }

  /**
   * The value as it was written. The parser hands 8.0 over as the integer 8, which would let a
   * number pass where an integer is wanted.
   */
  static Object raw(ConfigValue value) {
    if (value instanceof ConfigList list) {
      return list.stream().map(SweepReader::raw).toList();
    }
    Object unwrapped = value.unwrapped();
    if (unwrapped instanceof Number number) {
      String text = value.atKey("value").getString("value");
      return text.matches("-?\\d+") ? unwrapped : Double.valueOf(number.doubleValue());
    }
    return unwrapped;
  }

  /** The remedy for numbers that are none to the parser. */
  private static String hint(ConfigValue value) {
    Object unwrapped = value.unwrapped();
    if (unwrapped instanceof Long) {
      return "; integers end at " + Integer.MAX_VALUE;
    }
    if (!(unwrapped instanceof String text)) {
      return "";
    }
    if (text.matches("-?\\.\\d.*")) {
      return "; HOCON wants a digit before the point, " + text.replaceFirst("\\.", "0.");
    }
    return text.matches("-?\\d+(\\.\\d+)?|true|false|\\[.*]") ? "; leave out the quotes" : "";
  }

  private static String unknown(
      String name, String what, Recipe recipe, java.util.Collection<String> known) {
    boolean elsewhere =
        Recipes.all().stream()
            .anyMatch(other -> new Vocabulary(other.presets().get(0)).names().contains(name));
    return elsewhere
        ? "recipe "
            + recipe.name()
            + " has no "
            + name
            + "; `saddlepoint recipes "
            + recipe.name()
            + "` lists its keys"
        : Problems.unknown(what, name, known);
  }

  private Optional<String> text(
      Map<String, ConfigValue> values, Map<String, ConfigValue> overrides, String name) {
    ConfigValue value = first(name, overrides, values);
    if (value == null) {
      return Optional.empty();
    }
    if (value.unwrapped() instanceof String text) {
      return Optional.of(text);
    }
    problems.add(value.origin(), name + " wants a text, got " + describe(value));
    return Optional.empty();
  }

  private Map<String, ConfigValue> parse(String prefix, List<String> assignments) {
    Map<String, ConfigValue> values = new LinkedHashMap<>();
    for (String assignment : assignments) {
      String place = prefix + assignment;
      int equals = assignment.indexOf('=');
      if (equals < 1) {
        problems.add(place, "wants KEY=VALUE");
        continue;
      }
      String name = assignment.substring(0, equals).strip();
      if (name.equals(GRID) || name.equals(GRIDS)) {
        problems.add(place, "grids are set in a file");
        continue;
      }
      try {
        ConfigParseOptions options = ConfigParseOptions.defaults().setOriginDescription(place);
        Config config =
            ConfigFactory.parseString("value = " + assignment.substring(equals + 1), options)
                .resolve();
        values.put(name, config.root().get("value"));
      } catch (ConfigException e) {
        problems.add(place, "the value is not HOCON: " + reason(e));
      }
    }
    return values;
  }

  private static Map<String, ConfigValue> flatten(ConfigObject object) {
    Map<String, ConfigValue> flat = new LinkedHashMap<>();
    object.entrySet().stream()
        .sorted(java.util.Comparator.comparingInt(entry -> entry.getValue().origin().lineNumber()))
        .forEach(
            entry -> {
              if (entry.getValue() instanceof ConfigObject inner) {
                flatten(inner)
                    .forEach((name, value) -> flat.put(entry.getKey() + "." + name, value));
              } else {
                flat.put(entry.getKey(), entry.getValue());
              }
            });
    return flat;
  }

  private static ConfigValue first(
      String name, Map<String, ConfigValue> winning, Map<String, ConfigValue> values) {
    return winning.containsKey(name) ? winning.get(name) : values.get(name);
  }

  private static Object unwrapped(ConfigObject object, String name) {
    ConfigValue value = object.get(name);
    return value == null ? null : value.unwrapped();
  }

  static String describe(ConfigValue value) {
    Object raw = raw(value);
    return raw instanceof String text ? "\"" + text + "\"" : String.valueOf(raw);
  }

  private static ConfigurationException unreadable(ConfigException e) {
    String place = e.origin() == null ? "configuration" : Problems.place(e.origin());
    if (e instanceof ConfigException.WrongType) {
      return new ConfigurationException(place, "the file wants key = value at its top, not a list");
    }
    boolean isSyntax =
        e instanceof ConfigException.Parse
            && !(e instanceof ConfigException.UnresolvedSubstitution);
    return new ConfigurationException(place, (isSyntax ? "not HOCON: " : "") + reason(e));
  }

  /** The parser's words without the place, which is told already, and without its guesses. */
  private static String reason(ConfigException e) {
    String message = e.getMessage();
    String place = e.origin() == null ? "" : e.origin().description() + ": ";
    return (message.startsWith(place) ? message.substring(place.length()) : message)
        .replaceAll("\\s*\\(.*\\)", "")
        .strip();
  }
}
