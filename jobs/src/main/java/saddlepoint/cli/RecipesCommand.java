// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import saddlepoint.jobs.Shell;
import saddlepoint.metric.VerdictLimit;
import saddlepoint.recipe.Condition;
import saddlepoint.recipe.Key;
import saddlepoint.recipe.Keys;
import saddlepoint.recipe.PlayerKey;
import saddlepoint.recipe.Preset;
import saddlepoint.recipe.Recipe;
import saddlepoint.recipe.Recipes;
import saddlepoint.recipe.Settings;
import saddlepoint.sweep.Cell;
import saddlepoint.sweep.SweepReader;
import saddlepoint.sweep.Vocabulary;

/** Lists recipes, or everything that can be set in one. */
@WithoutSpark
@Command(
    name = "recipes",
    description = "List the GANs there are, or everything that can be set in one.",
    footer = {
      "",
      "Examples:",
      "  saddlepoint recipes",
      "  saddlepoint recipes gaussian",
    })
final class RecipesCommand implements Callable<Integer> {
  private static final String INDENT = "      ";
  private static final int WIDTH = 90;

  @ParentCommand private Main main;

  @Parameters(paramLabel = "NAME", arity = "0..1", description = "A recipe.")
  private String name;

  @Override
  public Integer call() {
    if (name == null) {
      list();
    } else {
      describe(SweepReader.recipe(name));
    }
    return Exit.DONE;
  }

  private void list() {
    TextTable table = new TextTable(List.of("recipe", "presets", "what it is"));
    for (Recipe recipe : Recipes.all()) {
      String presets =
          recipe.presets().stream().map(Preset::name).collect(Collectors.joining(", "));
      table.add(List.of(recipe.name(), presets, recipe.title()));
    }
    table.lines(FittedTable.USUAL_WIDTH).forEach(main.terminal()::print);
    print("");
    print("`" + Shell.PROGRAM + " recipes NAME` lists what can be set in one");
  }

  private void describe(Recipe recipe) {
    Preset first = recipe.presets().get(0);
    print(recipe.name() + ": " + recipe.title());
    print("source: " + recipe.source());
    print("");
    print("PRESETS (preset = \"" + first.name() + "\" unless set)");
    for (Preset preset : recipe.presets()) {
      print("  " + preset.name() + ": " + preset.meaning());
      if (!preset.equals(first)) {
        wrap(changes(recipe, first, preset));
      }
    }
    print("");
    print("KEYS with the default of preset " + first.name());
    List<Key<?>> keys = new ArrayList<>(first.open());
    keys.sort(Comparator.comparing(Key::name));
    for (Key<?> key : keys) {
      print("  " + key.name() + " = " + text(key, first.settings()));
      print("      " + key.meaning());
      wrap(key.type().range() + condition(key, first));
    }
    print("");
    print("SHORTHANDS that set a key of both players");
    Vocabulary vocabulary = new Vocabulary(first);
    for (PlayerKey<?> key : Keys.PLAYER_KEYS) {
      List<Key<?>> own = vocabulary.keysOf(key.name());
      if (!own.isEmpty()) {
        print("  " + key.name() + " -> " + names(own) + widths(recipe, key));
      }
    }
    print("");
    print("WHAT IS TRAINED AND RECORDED");
    print("  seeds = 1: a number of random seeds, from 1 on, or a list of them");
    print("  log-every = " + recipe.logEvery() + ": steps between two logged steps");
    print(
        "  evaluate-every = 0: steps between two evaluations of G, a multiple of log-every; 0 is"
            + " at the end only");
    print("  trial-timeout = none: stops a trial after a time such as 90s");
    print("  snapshot.every = 0: steps between two snapshots of both players' parameters");
    print(
        "  snapshot.trials = none: which trials keep them, a number a cell or a list of trial ids");
    print(
        "  checkpoint-every = 5m: a sweep's key: how often trials keep what they need to go on in"
            + " another process, a time, a number of steps or none");
    print(
        "  keep-generator = none: keeps G to generate with: final, or epochs, each epoch's too"
            + " (images)");
    print("");
    print("HOW IT IS JUDGED, which changes no trial's id; docs/verdicts.md tells the rules");
    print(
        "  gap = in-band: which trials a reference discriminator is trained for: in-band, all, none");
    print(
        "  jacobian = auto: which games' eigenvalues are found: auto (up to 16 parameters), all"
            + " (up to 1000, no labels), none");
    for (VerdictLimit limit : VerdictLimit.values()) {
      print("  verdict." + limit.key() + " = " + limit.usual() + ": " + limit.meaning());
    }
  }

  /** What differs from the first preset, with shorthands where both players change alike. */
  private static String changes(Recipe recipe, Preset first, Preset preset) {
    return Cell.of(recipe, first, preset.settings()).describe();
  }

  /** Prints text below a name, at spaces in several lines where it is long. */
  private void wrap(String text) {
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ")) {
      if (line.length() + word.length() > WIDTH) {
        print(INDENT + line);
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    print(INDENT + line);
  }

  /** A condition on a key that the recipe has not holds in it. */
  private static String condition(Key<?> key, Preset preset) {
    List<String> conditions =
        key.usedWhen().stream()
            .filter(condition -> preset.settings().has(condition.key()))
            .map(Condition::text)
            .toList();
    return conditions.isEmpty() ? "" : "; used when " + String.join(", ", conditions);
  }

  private static String names(List<Key<?>> keys) {
    return keys.stream().map(Key::name).collect(Collectors.joining(", "));
  }

  private static String widths(Recipe recipe, PlayerKey<?> key) {
    if (!key.equals(Keys.HIDDEN)) {
      return "";
    }
    int factor = recipe.presets().get(0).discriminatorWidth(1);
    return "; a width keeps the number of layers"
        + (factor == 1 ? "" : ", D's is " + factor + " times as wide");
  }

  private static <T> String text(Key<T> key, Settings settings) {
    return key.type().text(settings.get(key));
  }

  private void print(String line) {
    main.terminal().print(line);
  }
}
