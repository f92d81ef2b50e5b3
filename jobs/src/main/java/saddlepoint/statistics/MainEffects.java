// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.statistics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import saddlepoint.recipe.PlayerKey;

/**
 * The axes of a sweep by how much each of them alone moves the share of trials that are CONVERGED
 * or APPROXIMATE.
 *
 * <p>An axis is a key that is set in some cell and has several values, or {@code preset}. What both
 * players always have alike is one axis, its shorthand. Each value's share is taken over all trials
 * that have it, whatever else is set; so other axes cancel out of the comparison in a full grid,
 * and need not in one that is not full. A cell that does not use a key tells nothing about it.
 *
 * <p>The effect is the greatest share less the least, with {@linkplain NewcombeDifference
 * Newcombe's} 95 % interval of the two. With more than two values the two were chosen because they
 * lie far apart, so that an effect is above 0 even where an axis does nothing; {@link
 * PairedComparison} tests two values that were chosen beforehand.
 */
public final class MainEffects {
  private MainEffects() {}

  /**
   * A cell of a run.
   *
   * @param trials 1 or more
   */
  public record CellCounts(
      CellValues settings, long trials, long equilibria, long falseEquilibria) {}

  /** One value of an axis, over all cells that have it. */
  public record Level(
      String value, long trials, WilsonInterval equilibria, WilsonInterval falseEquilibria) {}

  /**
   * An axis.
   *
   * @param difference greatest share less the least
   * @param levels the values, greatest share first
   */
  public record Effect(String axis, NewcombeDifference difference, List<Level> levels) {
    public Effect {
      levels = List.copyOf(levels);
    }
  }

  /**
   * The axes, greatest effect first.
   *
   * @param cells of one recipe
   * @return none if all cells are alike
   */
  public static List<Effect> of(List<CellCounts> cells) {
    List<Effect> effects = new ArrayList<>();
    for (String axis : axes(cells)) {
      List<Level> levels = levels(axis, cells);
      if (levels.size() > 1) {
        WilsonInterval best = levels.get(0).equilibria();
        WilsonInterval worst = levels.get(levels.size() - 1).equilibria();
        effects.add(new Effect(axis, NewcombeDifference.of(best, worst), levels));
      }
    }
    effects.sort(
        Comparator.comparingDouble((Effect effect) -> -effect.difference().difference())
            .thenComparing(Effect::axis));
    return effects;
  }

  /** Names that may be axes, in alphabetical order; those with one value are among them. */
  private static Set<String> axes(List<CellCounts> cells) {
    Set<String> axes = new TreeSet<>(Set.of(CellValues.PRESET));
    for (CellCounts cell : cells) {
      for (String name : cell.settings().differences().keySet()) {
        Optional<PlayerKey<?>> shorthand = CellValues.shorthand(name);
        axes.add(
            shorthand.isPresent() && isAlwaysAlike(shorthand.get(), cells)
                ? shorthand.get().name()
                : name);
      }
    }
    return axes;
  }

  private static boolean isAlwaysAlike(PlayerKey<?> key, List<CellCounts> cells) {
    return cells.stream()
        .map(cell -> cell.settings().values())
        .allMatch(
            values ->
                values.containsKey(key.name())
                    || !values.containsKey(key.generator().name())
                        && !values.containsKey(key.discriminator().name()));
  }

  private static List<Level> levels(String axis, List<CellCounts> cells) {
    Map<String, List<CellCounts>> byValue = new TreeMap<>();
    for (CellCounts cell : cells) {
      String value = cell.settings().values().get(axis);
      if (value != null) {
        byValue.computeIfAbsent(value, key -> new ArrayList<>()).add(cell);
      }
    }
    return byValue.entrySet().stream()
        .map(entry -> level(entry.getKey(), entry.getValue()))
        .sorted(Comparator.comparingDouble(level -> -level.equilibria().share()))
        .toList();
  }

  private static Level level(String value, List<CellCounts> cells) {
    long trials = cells.stream().mapToLong(CellCounts::trials).sum();
    long equilibria = cells.stream().mapToLong(CellCounts::equilibria).sum();
    long falseEquilibria = cells.stream().mapToLong(CellCounts::falseEquilibria).sum();
    return new Level(
        value,
        trials,
        WilsonInterval.of(equilibria, trials),
        WilsonInterval.of(falseEquilibria, trials));
  }
}
