// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.acceptance;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import saddlepoint.recipe.Preset;
import saddlepoint.recipe.Recipe;
import saddlepoint.recipe.Recipes;
import saddlepoint.sweep.Vocabulary;

/**
 * A random sweep as HOCON, with the trials that it means, worked out here from what was written:
 * settings, axes and options by key, and which wins over which.
 */
final class RandomSweepText {
  /** What is wrong with a text that must be refused. */
  enum Fault {
    NO_COMMA_BETWEEN_AXES,
    NO_COMMA_BETWEEN_SETTINGS,
    NO_COMMA_BETWEEN_VALUES,
    NO_COMMA_BETWEEN_LISTS,
    KEY_TWICE,
    KEY_TWICE_IN_AN_AXIS,
    AXIS_TWICE,
    VALUE_TWICE,
    UNKNOWN_KEY,
    WRONG_KIND,
    OUT_OF_RANGE,
    TOO_LARGE_FOR_FLOAT32,
    DECIMAL_COMMA,
    SETTING_UNDER_AN_AXIS,
    AXIS_UNDER_BOTH_PLAYERS,
    MISSING_FILE,
    BRACKET_LEFT_OPEN
  }

  private static final List<String> RECIPES = List.of("gaussian", "normal", "curves", "ring");
  private static final String BY = "learning-rate";
  private static final List<String> NUMBERS = List.of("0.001", "0.005", "0.02", "0.3", "1.5");
  private static final List<String> INTEGERS = List.of("3", "8", "12", "40");
  private static final List<String> WIDTHS = List.of("[4, 4]", "[8, 6]", "[5]", "[3, 3, 3]");
  private static final Map<String, List<String>> VALUES = new LinkedHashMap<>();

  static {
    VALUES.put(BY, NUMBERS);
    VALUES.put("optimizer", List.of("sgd", "adam", "rmsprop"));
    VALUES.put("hidden", WIDTHS);
    VALUES.put("initializer", List.of("normal", "torch", "he-normal"));
    VALUES.put("batch", INTEGERS);
    VALUES.put("steps", INTEGERS);
    VALUES.put("instance-noise", NUMBERS);
    VALUES.put("real-label", List.of("1", "0.9", "0.8"));
    VALUES.put("update-order", List.of("alternating", "simultaneous"));
  }

  private static final List<String> OF_PLAYERS = List.of(BY, "optimizer", "hidden", "initializer");
  private static final List<String> PLAYERS = List.of("", "generator.", "discriminator.");

  private final Random random;
  private final Fault fault;
  private final TreeSet<String> expected = new TreeSet<>();
  private final List<String> assignments = new ArrayList<>();
  private final Map<String, List<String>> options = new LinkedHashMap<>();
  private String text;

  /**
   * Writes a sweep.
   *
   * @param fault what is wrong with it; null if nothing is
   */
  RandomSweepText(Random random, Fault fault) {
    this.random = random;
    this.fault = fault;
    chooseOptions();
    int grids = random.nextInt(3);
    if (grids == 0) {
      text = lines(grid(seeds()));
    } else {
      List<String> outside = new ArrayList<>();
      String seeds = seeds();
      outside.add(field("seeds", seeds));
      List<String> list = new ArrayList<>();
      for (int i = 0; i < grids; i++) {
        List<String> grid = grid(null, seeds);
        list.add("{" + gap() + lines(grid) + gap() + "}");
      }
      outside.add("grids = [" + gap() + String.join(anySeparator(), list) + gap() + "]");
      text = lines(outside);
    }
    if (random.nextInt(4) == 0) {
      text = "{" + gap() + text + gap() + "}";
    }
    if (fault == Fault.MISSING_FILE) {
      text =
          "include \"no-such-file.conf\"\n" + text.replaceFirst("^\\{", "").replaceFirst("}$", "");
    } else if (fault == Fault.BRACKET_LEFT_OPEN) {
      text = text + "\nx = " + (random.nextBoolean() ? "[" : "{");
    }
  }

  String text() {
    return text;
  }

  /** What stands on the command line, {@code key=value}. */
  List<String> assignments() {
    return assignments;
  }

  /** The ids of the trials that are meant. */
  TreeSet<String> expected() {
    return expected;
  }

  private void chooseOptions() {
    boolean mayHide =
        fault == Fault.SETTING_UNDER_AN_AXIS || fault == Fault.AXIS_UNDER_BOTH_PLAYERS;
    if (random.nextInt(3) == 0 && !mayHide) {
      String family = random.nextBoolean() ? BY : "optimizer";
      String name = pick(PLAYERS) + family;
      List<String> values = some(VALUES.get(family), 1 + random.nextInt(2));
      options.put(name, values);
      assignments.add(
          name
              + "="
              + (values.size() == 1 ? values.get(0) : "[" + String.join(", ", values) + "]"));
    }
  }

  private List<String> grid(String ownSeeds) {
    return grid(ownSeeds, ownSeeds);
  }

  /** The fields of one grid, whose trials are added to those expected. */
  private List<String> grid(String ownSeeds, String seeds) {
    Recipe recipe = Recipes.get(pick(RECIPES));
    Preset preset = pick(recipe.presets());
    Vocabulary vocabulary = new Vocabulary(preset);
    List<String> fields = new ArrayList<>();
    fields.add(field("recipe", quoted(recipe.name())));
    if (!preset.equals(recipe.presets().get(0)) || random.nextBoolean()) {
      fields.add(field("preset", quoted(preset.name())));
    }
    if (ownSeeds != null) {
      fields.add(field("seeds", ownSeeds));
    }
    Map<String, String> settings = new LinkedHashMap<>();
    Map<String, List<String>> axes = new LinkedHashMap<>();
    VALUES.forEach(
        (family, values) -> {
          if (vocabulary.names().contains(family) && random.nextInt(3) == 0) {
            place(family, values, settings, axes);
          }
        });
    if (fault != null) {
      spoil(settings, axes);
    }
    settings.forEach((name, value) -> fields.add(setting(name, value)));
    if (!axes.isEmpty()) {
      fields.add("grid" + pick(List.of(" = ", " : ", "=")) + axes(axes));
    }
    spoil(fields);
    if (fault != Fault.NO_COMMA_BETWEEN_SETTINGS) {
      Collections.shuffle(fields, random);
    }
    if (fault == null) {
      expected.addAll(MeantTrials.ids(recipe, preset, settings, axes, options, seeds));
    }
    return fields;
  }

  /** Sets a key for nobody, one player or both, as a setting or as an axis. */
  private void place(
      String family,
      List<String> values,
      Map<String, String> settings,
      Map<String, List<String>> axes) {
    if (!OF_PLAYERS.contains(family) || random.nextBoolean()) {
      if (random.nextBoolean()) {
        settings.put(family, pick(values));
      } else {
        axes.put(family, some(values, 1 + random.nextInt(3)));
      }
      return;
    }
    switch (random.nextInt(4)) {
      case 0 -> settings.put("generator." + family, pick(values));
      case 1 -> axes.put("discriminator." + family, some(values, 2));
      case 2 -> {
        settings.put(family, pick(values));
        axes.put(pick(List.of("generator.", "discriminator.")) + family, some(values, 2));
      }
      default -> {
        axes.put(family, some(values, 2));
        axes.put("generator." + family, some(values, 2));
      }
    }
  }

  /** Spoils what is set. */
  private void spoil(Map<String, String> settings, Map<String, List<String>> axes) {
    switch (fault) {
      case NO_COMMA_BETWEEN_AXES, AXIS_TWICE, KEY_TWICE_IN_AN_AXIS -> {
        axes.putIfAbsent("batch", INTEGERS);
        axes.putIfAbsent("steps", INTEGERS);
        settings.keySet().removeAll(axes.keySet());
      }
      case VALUE_TWICE -> {
        settings.remove("batch");
        axes.put("batch", List.of("3", "8", pick(List.of("3", "3.0", "3e0", "8"))));
      }
      case NO_COMMA_BETWEEN_VALUES -> {
        settings.remove("batch");
        axes.put("batch", List.of("3 8", "12"));
      }
      case NO_COMMA_BETWEEN_LISTS -> settings.put("snapshot.trials", "[a] [b]");
      case UNKNOWN_KEY -> settings.put(pick(List.of("lr", "epochs", "batchs", "hidden.size")), "3");
      case WRONG_KIND -> settings.put("batch", pick(List.of("\"8\"", "8.5", "true", "x", "[]")));
      case OUT_OF_RANGE -> settings.put("batch", pick(List.of("0", "-3", "65537", "1e10")));
      case TOO_LARGE_FOR_FLOAT32 ->
          settings.put(BY, pick(List.of("1e39", "1e-46", "1e-400", "3.5e38", "1e400")));
      case DECIMAL_COMMA -> settings.put(BY, pick(List.of("0,1", "1,5", "0,001")));
      case SETTING_UNDER_AN_AXIS -> {
        axes.keySet().removeIf(name -> name.endsWith(BY));
        settings.put(pick(PLAYERS) + BY, "0.7");
        axes.put(BY, some(NUMBERS, 2));
      }
      case AXIS_UNDER_BOTH_PLAYERS -> {
        settings.keySet().removeIf(name -> name.endsWith(BY));
        PLAYERS.forEach(player -> axes.put(player + BY, some(NUMBERS, 2)));
      }
      case NO_COMMA_BETWEEN_SETTINGS, KEY_TWICE, MISSING_FILE, BRACKET_LEFT_OPEN -> {}
    }
    if (fault != Fault.TOO_LARGE_FOR_FLOAT32 && fault != Fault.DECIMAL_COMMA) {
      return;
    }
    axes.keySet().removeIf(name -> name.endsWith(BY));
  }

  /** Spoils how fields stand beside each other. */
  private void spoil(List<String> fields) {
    if (fault == Fault.KEY_TWICE) {
      fields.add(field("log-every", "5"));
      fields.add(field(pick(List.of("log-every", "\"log-every\"")), pick(List.of("5", "6"))));
    } else if (fault == Fault.NO_COMMA_BETWEEN_SETTINGS) {
      fields.add("log-every = 5 evaluate-every = 10");
    }
  }

  private String axes(Map<String, List<String>> axes) {
    List<String> list = new ArrayList<>();
    axes.forEach(
        (name, values) -> {
          List<String> fields =
              new ArrayList<>(List.of(field("axis", quoted(name)), "values = " + list(values)));
          if (random.nextBoolean()) {
            Collections.reverse(fields);
          }
          list.add("{" + gap() + String.join(anySeparator(), fields) + gap() + "}");
        });
    Collections.shuffle(list, random);
    String between = anySeparator();
    if (fault == Fault.NO_COMMA_BETWEEN_AXES) {
      between = pick(List.of(" ", "", "\t"));
    } else if (fault == Fault.AXIS_TWICE) {
      list.add(list.get(0));
    } else if (fault == Fault.KEY_TWICE_IN_AN_AXIS) {
      String last = list.get(0);
      list.set(0, last.substring(0, last.length() - 1) + ", axis = steps }");
    }
    return "[" + gap() + String.join(between, list) + gap() + "]";
  }

  private String list(List<String> values) {
    List<String> written = values.stream().map(this::value).toList();
    return "["
        + gap()
        + String.join(pick(List.of(", ", ",", "\n", ",\n", " ,\n ")), written)
        + pick(List.of("", " ", "\n", ","))
        + "]";
  }

  private String setting(String name, String value) {
    int point = name.indexOf('.');
    if (point > 0 && random.nextBoolean()) {
      return name.substring(0, point)
          + pick(List.of(" ", "", " = "))
          + "{"
          + gap()
          + field(name.substring(point + 1), value(value))
          + gap()
          + "}";
    }
    return field(name, value(value));
  }

  private String field(String name, String value) {
    String key = random.nextInt(4) == 0 && !name.contains("\"") ? '"' + name + '"' : name;
    return key + pick(List.of(" = ", "=", ": ", " : ", " =\n ")) + value;
  }

  private String value(String value) {
    if (value.matches("\\d+") && random.nextInt(3) == 0) {
      return pick(List.of(value + ".0", value + "e0", value));
    }
    return value.matches("[a-z-]+") && !value.equals("true") ? quoted(value) : value;
  }

  private String quoted(String text) {
    return random.nextBoolean() ? '"' + text + '"' : text;
  }

  private String lines(List<String> fields) {
    StringBuilder all = new StringBuilder();
    for (String field : fields) {
      all.append(all.isEmpty() ? "" : anySeparator()).append(field);
    }
    return all.toString();
  }

  /** What HOCON takes between two fields or elements. */
  private String anySeparator() {
    return pick(
        List.of(",", ", ", "\n", "\n\n", ",\n", " # a comment, with = and {\n", " // ] \n "));
  }

  private String gap() {
    return pick(List.of("", " ", "\n", "  # { \n"));
  }

  private String seeds() {
    return pick(List.of("1", "2", "3.0", "[7, 1]", "\"4-6\"", "[5]"));
  }

  private List<String> some(List<String> values, int count) {
    List<String> shuffled = new ArrayList<>(values);
    Collections.shuffle(shuffled, random);
    return List.copyOf(shuffled.subList(0, Math.min(count, shuffled.size())));
  }

  private <T> T pick(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }
}
