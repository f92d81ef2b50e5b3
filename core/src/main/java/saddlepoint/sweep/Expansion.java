// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.sweep;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import saddlepoint.recipe.Condition;
import saddlepoint.recipe.Gan;
import saddlepoint.recipe.Key;
import saddlepoint.recipe.Settings;
import saddlepoint.sweep.Precedence.Entry;

/** Turns grids into trials. Used once. */
final class Expansion {
  private static final int MOST_JACOBIAN_PARAMETERS = 1000;

  private final String arithmetic;
  private final int numericsVersion;
  private final Problems problems = new Problems();
  private final Map<String, Trial> trials = new LinkedHashMap<>();
  private final Set<String> configIds = new HashSet<>();

  /** What the cells of some grid do not use, with why not. */
  private final Map<Entry, String> unused = new LinkedHashMap<>();

  /** What those of some grid do use. One setting may stand for several grids. */
  private final Set<Entry> effective = new HashSet<>();

  private final Set<String> notes;
  private long merged;

  /**
   * An expansion that has not begun.
   *
   * @param notes what is known already of that was overruled
   */
  Expansion(String arithmetic, int numericsVersion, List<String> notes) {
    this.arithmetic = arithmetic;
    this.numericsVersion = numericsVersion;
    this.notes = new LinkedHashSet<>(notes);
  }

  Plan expand(List<Grid> grids) {
    grids.forEach(this::expand);
    unused.keySet().removeAll(effective);
    unused.forEach((entry, why) -> problems.add(entry.place(), why));
    grids.forEach(this::requireSnapshots);
    problems.raise();
    return new Plan(
        new ArrayList<>(trials.values()), configIds.size(), (int) merged, List.copyOf(notes));
  }

  private void expand(Grid grid) {
    Vocabulary vocabulary = new Vocabulary(grid.preset());
    Precedence precedence = new Precedence(grid, vocabulary);
    Map<Entry, List<Key<?>>> decided = precedence.decided();
    List<Axis> axes =
        grid.allAxes().stream()
            .filter(axis -> !decided.get(new Entry("axis", axis.name(), axis.place())).isEmpty())
            .toList();
    Settings base = vocabulary.apply(grid.preset().settings(), Setting.values(grid.fixed()));
    Map<String, Object> overrides = Setting.values(grid.overrides());
    Set<Key<?>> used = new HashSet<>();
    Merges merges = new Merges(grid, axes, vocabulary);
    Map<String, Object> choice = new HashMap<>();
    Set<String> winning = grid.winningAxes().stream().map(Axis::name).collect(Collectors.toSet());
    long combinations =
        axes.stream().mapToLong(axis -> axis.values().size()).reduce(1, Math::multiplyExact);
    for (long index = 0; index < combinations; index++) {
      long rest = index;
      choice.clear();
      Map<String, Object> over = new HashMap<>(overrides);
      for (int a = axes.size() - 1; a >= 0; a--) {
        Axis axis = axes.get(a);
        Object value = axis.values().get((int) (rest % axis.values().size()));
        (winning.contains(axis.name()) && grid.winningAxes().contains(axis) ? over : choice)
            .put(axis.name(), value);
        rest /= axis.values().size();
      }
      Settings settings = vocabulary.apply(vocabulary.apply(base, choice), over);
      vocabulary.keys().stream().filter(settings::uses).forEach(used::add);
      Cell cell = cell(grid, settings);
      if (merges.add(index, cell.configId())) {
        if (!configIds.add(cell.configId())) {
          merges.addElsewhere();
        }
        add(grid, cell);
      }
    }
    merged += merges.count();
    notes.addAll(precedence.overruled());
    merges.withinGrid().ifPresent(notes::add);
    merges.acrossGrids().ifPresent(notes::add);
    decided.forEach((entry, keys) -> note(entry, keys, used, precedence));
  }

  /** The cell of some settings, unless they make no GAN. */
  private Cell cell(Grid grid, Settings settings) {
    try {
      return Cell.of(grid.recipe(), grid.preset(), settings);
    } catch (IllegalArgumentException e) {
      // One cell tells enough of a grid.
      problems.add(grid.place(), grid.recipe().name() + ": " + e.getMessage());
      problems.raise();
      throw e;
    }
  }

  /** An id that is no trial's would keep no snapshots without a word. */
  private void requireSnapshots(Grid grid) {
    for (String id : grid.snapshots().ids()) {
      if (!trials.containsKey(id)) {
        problems.add(
            grid.snapshots().place(),
            "snapshot.trials has "
                + id
                + ", which is no trial of this sweep; `"
                + Problems.PROGRAM
                + " query trials` lists ids");
      }
    }
  }

  private void add(Grid grid, Cell cell) {
    Recording largest =
        grid.snapshots().equals(SnapshotChoice.NONE)
            ? grid.recording().withoutSnapshots()
            : grid.recording();
    TrialSize.refusal(grid.recipe().gan(cell.settings()), cell.settings(), largest)
        .ifPresent(
            refusal -> {
              // One cell tells enough of a grid.
              problems.add(
                  grid.place(),
                  "cannot train " + grid.recipe().name() + " " + cell.describe() + ": " + refusal);
              problems.raise();
            });
    if (grid.recording().judging().jacobian() == JacobianChoice.ALL) {
      refuseLargeJacobian(grid, cell);
    }
    if (grid.recording().generators() == GeneratorChoice.EPOCHS) {
      refuseEndlessEpochs(grid, cell);
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

  private void refuseEndlessEpochs(Grid grid, Cell cell) {
    if (grid.recipe().gan(cell.settings()).source().size() == 0) {
      // One cell tells enough of a grid.
      problems.add(
          grid.place(),
          RecordingReader.KEEP_GENERATOR
              + " = epochs needs data that is a finite set, such as images, and that of "
              + grid.recipe().name()
              + " has no end; say "
              + RecordingReader.KEEP_GENERATOR
              + " = final");
      problems.raise();
    }
  }

  private void refuseLargeJacobian(Grid grid, Cell cell) {
    Gan gan = grid.recipe().gan(cell.settings());
    int parameters = gan.generator().parameters() + gan.discriminator().parameters();
    if (gan.source().hasLabels() || parameters > MOST_JACOBIAN_PARAMETERS) {
      problems.add(
          grid.recipe().name() + " " + cell.describe(),
          gan.source().hasLabels()
              ? "jacobian = all works for data without labels only"
              : "jacobian = all takes at most "
                  + MOST_JACOBIAN_PARAMETERS
                  + " parameters of both players, this cell has "
                  + parameters);
    }
  }

  private void note(Entry entry, List<Key<?>> keys, Set<Key<?>> used, Precedence precedence) {
    String hasNone = "the " + entry.what() + " " + entry.name() + " has no effect in any cell";
    if (keys.isEmpty()) {
      if (precedence.isMeantToLose(entry)) {
        effective.add(entry);
      } else {
        unused.put(
            entry, hasNone + ": " + precedence.winners(entry) + " would win; remove one of them");
      }
      return;
    }
    if (keys.stream().anyMatch(used::contains)) {
      effective.add(entry);
      return;
    }
    unused.put(
        entry,
        hasNone
            + "; it needs "
            + keys.stream()
                .flatMap(key -> key.usedWhen().stream())
                .map(Condition::text)
                .distinct()
                .collect(Collectors.joining(", ")));
  }
}
