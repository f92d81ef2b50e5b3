// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.sweep;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import saddlepoint.recipe.Condition;

/** Which combinations of a grid's axes are equal, and why. Not thread safe. */
final class Merges {
  private final Grid grid;
  private final List<Axis> axes;
  private final Vocabulary vocabulary;

  /** The first combination of each cell, by the cell's id. */
  private final Map<String, Long> first = new HashMap<>();

  private final Set<Axis> idle = new LinkedHashSet<>();
  private long combinations;
  private long within;
  private long elsewhere;

  Merges(Grid grid, List<Axis> axes, Vocabulary vocabulary) {
    this.grid = grid;
    this.axes = axes;
    this.vocabulary = vocabulary;
  }

  /** Takes a combination down; whether it is the first of its cell in this grid. */
  boolean add(long combination, String configId) {
    combinations++;
    Long earlier = first.putIfAbsent(configId, combination);
    if (earlier == null) {
      return true;
    }
    within++;
    long here = combination;
    long there = earlier;
    for (int a = axes.size() - 1; a >= 0; a--) {
      int size = axes.get(a).values().size();
      if (here % size != there % size) {
        idle.add(axes.get(a));
      }
      here /= size;
      there /= size;
    }
    return false;
  }

  /** Takes down that a combination is a cell of an earlier grid. */
  void addElsewhere() {
    elsewhere++;
  }

  /** Cells that were equal to another one. */
  long count() {
    return within + elsewhere;
  }

  /** Why combinations of this grid are equal. */
  Optional<String> withinGrid() {
    if (within == 0) {
      return Optional.empty();
    }
    String names =
        idle.stream()
            .map(axis -> axis.name() + " (" + axis.place() + ")")
            .collect(Collectors.joining(", "));
    String needs =
        idle.stream()
            .flatMap(axis -> vocabulary.keysOf(axis.name()).stream())
            .flatMap(key -> key.usedWhen().stream())
            .map(Condition::text)
            .distinct()
            .collect(Collectors.joining(", "));
    return Optional.of(
        within
            + " of "
            + combinations
            + " combinations of "
            + grid.place()
            + (within == 1 ? " is" : " are")
            + " equal to another and trained once: they differ in "
            + names
            + " alone, which has no effect there"
            + (needs.isEmpty() ? "" : "; it needs " + needs));
  }

  /** That cells stand in another grid as well. */
  Optional<String> acrossGrids() {
    return elsewhere == 0
        ? Optional.empty()
        : Optional.of(
            elsewhere
                + " of "
                + combinations
                + " combinations of "
                + grid.place()
                + (elsewhere == 1 ? " is" : " are")
                + " in an earlier grid too, and trained once for each random seed");
  }
}
