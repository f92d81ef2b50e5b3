// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.sweep;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import saddlepoint.recipe.Condition;
import saddlepoint.recipe.Gan;
import saddlepoint.recipe.Key;
import saddlepoint.recipe.Settings;

/** Turns grids into trials. Used once. */
final class Expansion {
  private static final int MOST_JACOBIAN_PARAMETERS = 1000;

  private final String arithmetic;
  private final int numericsVersion;
  private final Problems problems = new Problems();
  private final Map<String, Trial> trials = new LinkedHashMap<>();
  private final Set<String> configIds = new HashSet<>();

  /** What the cells of some grid do not use, with what it needs. */
  private final Map<Entry, String> unused = new LinkedHashMap<>();

  /** What those of some grid do use. One setting may stand for several grids. */
  private final Set<Entry> effective = new HashSet<>();

  private int merged;

  Expansion(String arithmetic, int numericsVersion) {
    this.arithmetic = arithmetic;
    this.numericsVersion = numericsVersion;
  }

  Plan expand(List<Grid> grids) {
    grids.forEach(this::expand);
    unused.keySet().removeAll(effective);
    unused.forEach((entry, needs) -> problems.add(entry.place(), entry.text(needs)));
    problems.raise();
    return new Plan(new ArrayList<>(trials.values()), configIds.size(), merged);
  }

  private void expand(Grid grid) {
    Vocabulary vocabulary = new Vocabulary(grid.preset());
    Settings base = vocabulary.apply(grid.preset().settings(), Setting.values(grid.fixed()));
    Map<String, Object> overrides = Setting.values(grid.overrides());
    Set<Key<?>> used = new HashSet<>();
    Set<String> seen = new HashSet<>();
    Map<String, Object> choice = new HashMap<>();
    for (long index = 0; index < grid.combinations(); index++) {
      long rest = index;
      for (int a = grid.axes().size() - 1; a >= 0; a--) {
        Axis axis = grid.axes().get(a);
        choice.put(axis.name(), axis.values().get((int) (rest % axis.values().size())));
        rest /= axis.values().size();
      }
      Settings settings = vocabulary.apply(vocabulary.apply(base, choice), overrides);
      vocabulary.keys().stream().filter(settings::uses).forEach(used::add);
      Cell cell = Cell.of(grid.recipe(), grid.preset(), settings);
      if (!seen.add(cell.configId())) {
        merged++;
        continue;
      }
      if (!configIds.add(cell.configId())) {
        merged++;
      }
      add(grid, cell);
    }
    note(grid, vocabulary, used);
  }

  private void add(Grid grid, Cell cell) {
    if (grid.recording().judging().jacobian() == JacobianChoice.ALL) {
      refuseLargeJacobian(grid, cell);
    }
    Recording plain = grid.recording().withoutSnapshots();
    for (int position = 0; position < grid.seeds().size(); position++) {
      int seed = grid.seeds().get(position);
      Trial trial = Trial.of(cell, seed, arithmetic, numericsVersion, plain);
      if (grid.snapshots().includes(position, trial.id())) {
        trial = Trial.of(cell, seed, arithmetic, numericsVersion, grid.recording());
      }
      Trial first = trials.putIfAbsent(trial.id(), trial);
      if (first != null && !first.recording().judging().equals(trial.recording().judging())) {
        problems.add(
            grid.recipe().name() + " " + cell.describe() + ", random seed " + seed,
            "stands in two grids that judge it by different gap, jacobian or verdict settings;"
                + " give both the same, or sweep them as two runs");
      }
    }
  }

  private void refuseLargeJacobian(Grid grid, Cell cell) {
    Gan gan = grid.recipe().gan(cell.settings());
    int parameters = gan.generator().parameters() + gan.discriminator().parameters();
    if (gan.data().labelled() || parameters > MOST_JACOBIAN_PARAMETERS) {
      problems.add(
          grid.recipe().name() + " " + cell.describe(),
          gan.data().labelled()
              ? "jacobian = all works for data without labels only"
              : "jacobian = all wants at most "
                  + MOST_JACOBIAN_PARAMETERS
                  + " parameters of both players, this cell has "
                  + parameters);
    }
  }

  /** An axis or a setting, as it stands in a file or on the command line. */
  private record Entry(String what, String name, String place) {
    private String text(String needs) {
      return "the " + what + " " + name + " has no effect in any cell; it needs " + needs;
    }
  }

  private void note(Grid grid, Vocabulary vocabulary, Set<Key<?>> used) {
    grid.axes()
        .forEach(axis -> note(new Entry("axis", axis.name(), axis.place()), vocabulary, used));
    grid.fixed()
        .forEach((name, it) -> note(new Entry("setting", name, it.place()), vocabulary, used));
    grid.overrides()
        .forEach((name, it) -> note(new Entry("setting", name, it.place()), vocabulary, used));
  }

  private void note(Entry entry, Vocabulary vocabulary, Set<Key<?>> used) {
    List<Key<?>> keys = vocabulary.keysOf(entry.name());
    if (keys.stream().anyMatch(used::contains)) {
      effective.add(entry);
      return;
    }
    unused.put(
        entry,
        keys.stream()
            .flatMap(key -> key.usedWhen().stream())
            .map(Condition::text)
            .distinct()
            .collect(Collectors.joining(", ")));
  }
}
