// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.sweep;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import saddlepoint.recipe.Player;
import saddlepoint.recipe.Recipe;
import saddlepoint.recipe.Recipes;

/**
 * Reads a sweep from HOCON. Nothing is dropped, merged or overruled without a word, and all
 * problems are reported together with file and line. Used once.
 */
public final class SweepReader {
  private static final String DEFAULTS = "saddlepoint.sweep";

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
   * Reads a file, or what a pipe gives.
   *
   * @param file HOCON
   * @param assignments {@code key=value} texts that win over file and axes; one with a list or a
   *     range makes an axis
   * @throws ConfigurationException with everything that is wrong
   */
  public Sweep read(Path file, List<String> assignments) {
    SweepFile read = SweepFile.read(file, problems);
    Map<String, ConfigValue> overrides = new Assignments(problems, "--set ").read(assignments);
    GridReader grids =
        new GridReader(problems, overrides, /* listsAreAxes= */ true, read.scan()::depth);
    return read(
        read.root(), read.name(), overrides, grids, read.scan()::depth, read.scan().optional());
  }

  /**
   * Reads text, for one GAN without a file.
   *
   * @param recipe its recipe
   * @param assignments {@code key=value} texts
   * @throws ConfigurationException with everything that is wrong
   */
  public Sweep read(String recipe, List<String> assignments) {
    ConfigObject root =
        ConfigFactory.parseMap(Map.of(SweepKeys.RECIPE, recipe), "the command line").root();
    Map<String, ConfigValue> overrides = new Assignments(problems, "").read(assignments);
    GridReader grids = new GridReader(problems, overrides, /* listsAreAxes= */ false, place -> 0);
    return read(root, recipe, overrides, grids, place -> 0, List.of());
  }

  private Sweep read(
      ConfigObject root,
      String defaultName,
      Map<String, ConfigValue> overrides,
      GridReader reader,
      ToIntFunction<String> depth,
      List<OptionalKey> optional) {
    Map<String, ConfigValue> own = Values.flatten(root);
    Map<String, ConfigValue> top =
        new LinkedHashMap<>(Values.flatten(ConfigFactory.defaultReference().getObject(DEFAULTS)));
    top.putAll(own);
    String name = checkedName(first(SweepKeys.NAME, overrides, top), root.origin(), defaultName);
    String engine = checkedEngine(first(SweepKeys.ENGINE, overrides, top));
    CheckpointInterval checkpoints = checkpoints(first(SweepKeys.CHECKPOINT_EVERY, overrides, top));
    List<Map<String, ConfigValue>> ofGrids = new ArrayList<>();
    List<Grid> grids = new ArrayList<>();
    ConfigValue several = top.get(SweepKeys.GRIDS);
    if (several == null) {
      reader.read(top, root.origin()).ifPresent(grids::add);
    } else if (several instanceof ConfigList list && !list.isEmpty()) {
      for (ConfigValue item : list) {
        if (item instanceof ConfigObject object) {
          Map<String, ConfigValue> merged = merged(top, Values.flatten(object));
          ofGrids.add(merged);
          reader.read(merged, item.origin()).ifPresent(grids::add);
        } else {
          problems.add(
              item.origin(),
              "each of grids must be { recipe = ..., grid = [...] }, got " + Values.describe(item));
        }
      }
      requireUsed(own, ofGrids, depth);
    } else {
      problems.add(several.origin(), "grids must be a list with at least one { recipe = ... }");
    }
    reader.requireKnown(optional, keys(root));
    problems.raise();
    Sizes.require(grids);
    return new Sweep(name, engine, checkpoints, grids, overruled(own, overrides));
  }

  /** Those of an object and of all that are in it, with points between the names. */
  private static Set<String> keys(ConfigValue value) {
    Set<String> keys = new HashSet<>();
    if (value instanceof ConfigObject object) {
      Map<String, ConfigValue> flat = Values.flatten(object);
      keys.addAll(flat.keySet());
      flat.values().forEach(inner -> keys.addAll(keys(inner)));
    } else if (value instanceof ConfigList list) {
      list.forEach(item -> keys.addAll(keys(item)));
    }
    return keys;
  }

  /**
   * What the command line says over what is no setting of a recipe; those are told with the axes.
   */
  private static List<String> overruled(
      Map<String, ConfigValue> own, Map<String, ConfigValue> overrides) {
    List<Map<String, ConfigValue>> sources = new ArrayList<>(List.of(own));
    if (own.get(SweepKeys.GRIDS) instanceof ConfigList list) {
      list.forEach(item -> sources.add(Values.flatten((ConfigObject) item)));
    }
    List<String> told = new ArrayList<>();
    overrides.forEach(
        (key, value) ->
            sources.stream()
                .filter(source -> SweepKeys.contains(key) && source.containsKey(key))
                .map(source -> Problems.place(source.get(key).origin()))
                .forEach(
                    place ->
                        told.add(
                            "the key "
                                + key
                                + " ("
                                + place
                                + ") is overruled by "
                                + Problems.place(value.origin()))));
    return told;
  }

  /** What stands outside, with what a grid says on top. */
  private Map<String, ConfigValue> merged(
      Map<String, ConfigValue> outside, Map<String, ConfigValue> own) {
    Map<String, ConfigValue> merged = new LinkedHashMap<>(outside);
    own.forEach(
        (key, value) -> {
          if (SweepKeys.OF_THE_SWEEP.contains(key)) {
            problems.add(
                value.origin(), key + " is the whole sweep's and no grid's; set it outside grids");
          }
          // A grid's shorthand wins over what stands outside for one of the players.
          for (Player player : Player.values()) {
            merged.remove(player.prefix() + key);
          }
          merged.put(key, value);
        });
    return merged;
  }

  /** Tells of what stands outside the grids and reaches none of them. */
  private void requireUsed(
      Map<String, ConfigValue> own,
      List<Map<String, ConfigValue>> ofGrids,
      ToIntFunction<String> depth) {
    own.forEach(
        (key, value) -> {
          String place = Problems.place(value.origin());
          boolean isUsed =
              SweepKeys.OF_THE_SWEEP.contains(key)
                  || ofGrids.stream().anyMatch(grid -> grid.get(key) == value);
          // A file that is included is there to be overruled.
          if (!isUsed && depth.applyAsInt(place) == 0) {
            problems.add(place, key + " has no effect, since each of grids has its own; remove it");
          }
        });
  }

  private String checkedName(ConfigValue value, ConfigOrigin file, String defaultName) {
    if (value == null) {
      if (!isName(defaultName)) {
        problems.add(file, "the file's name makes no name for the sweep; add name = \"...\"");
      }
      return defaultName;
    }
    Optional<String> name = GridReader.text(problems, SweepKeys.NAME, value);
    if (name.isPresent() && !isName(name.get())) {
      problems.add(value.origin(), wantedName(name.get()));
    }
    return name.orElse(defaultName);
  }

  /** Whether a text may be the name of a sweep or run. */
  public static boolean isName(String name) {
    return name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
  }

  private static String wantedName(String name) {
    return "a name has up to 100 letters, digits, '.', '_' and '-', and a letter or digit first; got \""
        + name
        + "\"";
  }

  private String checkedEngine(ConfigValue value) {
    String engine = GridReader.text(problems, SweepKeys.ENGINE, value).orElse(Sweep.AUTO);
    if (!engines.isEmpty() && !engine.equals(Sweep.AUTO) && !engines.contains(engine)) {
      problems.add(value.origin(), unknownEngine(engine, engines));
    }
    return engine;
  }

  private CheckpointInterval checkpoints(ConfigValue value) {
    Object raw = Values.raw(value);
    if (Values.NONE.equals(raw)) {
      return CheckpointInterval.NONE;
    }
    if (raw instanceof Integer steps && steps >= 1) {
      return CheckpointInterval.ofSteps(steps);
    }
    Optional<CheckpointInterval> time = Values.duration(value).map(CheckpointInterval::ofTime);
    if (time.isEmpty()) {
      problems.add(
          value.origin(),
          SweepKeys.CHECKPOINT_EVERY
              + " must be none, a number of steps >= 1 or a duration of at least 1 ms such as 5m,"
              + " got "
              + Values.describe(value));
    }
    return time.orElse(CheckpointInterval.NONE);
  }

  /** What to say of an engine that does not exist. */
  public static String unknownEngine(String engine, Set<String> engines) {
    TreeSet<String> known = new TreeSet<>(engines);
    known.add(Sweep.AUTO);
    return Problems.unknownOf("unknown engine", engine, known);
  }

  /** What to say of a recipe that does not exist. */
  static String unknownRecipe(String name) {
    List<String> known = Recipes.all().stream().map(Recipe::name).toList();
    return Problems.unknownOf("unknown recipe", name, known)
        + "; a recipe in a jar of your own needs --jars";
  }

  private static ConfigValue first(
      String name, Map<String, ConfigValue> winning, Map<String, ConfigValue> values) {
    return winning.containsKey(name) ? winning.get(name) : values.get(name);
  }
}
