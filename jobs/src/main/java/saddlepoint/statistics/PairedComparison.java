// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.statistics;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import saddlepoint.metric.Verdict;
import saddlepoint.recipe.Keys;

/**
 * Two values of an axis over trials that are alike in everything else: run, recipe, preset,
 * arithmetic, random seed and all other settings. Pairs take out what the random seed and the other
 * settings do, so that fewer trials show a difference.
 *
 * <p>A setting that only one of the values uses, such as momentum where optimizers are compared,
 * belongs to that value. If trials differ in nothing else but such a setting, only the one that has
 * the preset's values of it is paired. A pair that is in several runs counts once.
 *
 * @param first name of the one value
 * @param second name of the other
 * @param both pairs in which both trials have the outcome that is asked for
 * @param firstOnly pairs in which only the first has it
 * @param secondOnly pairs in which only the second has it
 * @param neither pairs in which none has it
 * @param unpaired trials of either value without a partner, where run and recipe have both values
 */
public record PairedComparison(
    String first,
    String second,
    int both,
    int firstOnly,
    int secondOnly,
    int neither,
    int unpaired) {

  /**
   * Compares two values.
   *
   * @param axis a key, a shorthand of both players or {@code preset}
   * @param outcome what is asked for
   */
  public static PairedComparison of(
      String axis,
      String first,
      String second,
      List<JudgedTrial> trials,
      Predicate<Verdict> outcome) {
    List<JudgedTrial> ofFirst = with(axis, first, trials);
    List<JudgedTrial> ofSecond = with(axis, second, trials);
    List<JudgedTrial> firsts = besides(ofFirst, ofSecond);
    List<JudgedTrial> seconds = besides(ofSecond, ofFirst);
    Set<String> shared = names(firsts);
    shared.retainAll(names(seconds));
    shared.removeAll(CellValues.keysOf(axis));
    // What they tell, the players' own keys tell too.
    Keys.PLAYER_KEYS.forEach(shorthand -> shared.remove(shorthand.name()));
    Map<Partner, JudgedTrial> left = unique(axis, firsts, shared);
    Map<Partner, JudgedTrial> right = unique(axis, seconds, shared);
    Set<List<String>> seen = new HashSet<>();
    Set<JudgedTrial> paired = new HashSet<>();
    int[] counts = new int[4];
    left.forEach(
        (key, one) -> {
          JudgedTrial other = right.get(key);
          if (other != null) {
            paired.addAll(List.of(one, other));
            if (seen.add(List.of(one.id(), other.id()))) {
              int row = outcome.test(one.verdict()) ? 0 : 2;
              counts[row + (outcome.test(other.verdict()) ? 0 : 1)]++;
            }
          }
        });
    return new PairedComparison(
        first,
        second,
        counts[0],
        counts[1],
        counts[2],
        counts[3],
        firsts.size() + seconds.size() - paired.size());
  }

  /** The trials that have a value of an axis. */
  public static List<JudgedTrial> with(String axis, String value, List<JudgedTrial> trials) {
    List<String> players = CellValues.keysOf(axis).subList(1, CellValues.keysOf(axis).size());
    return trials.stream()
        .filter(
            trial -> {
              SortedMap<String, String> values = trial.settings().values();
              // Lists of widths, which the shorthand of one width does not tell.
              boolean isOfBoth =
                  !players.isEmpty()
                      && players.stream().allMatch(key -> value.equals(values.get(key)));
              return value.equals(values.get(axis)) || isOfBoth;
            })
        .toList();
  }

  /** How many pairs there are. */
  public int pairs() {
    return both + firstOnly + secondOnly + neither;
  }

  /**
   * The share of pairs whose first trial has the outcome.
   *
   * @throws IllegalArgumentException if there are no pairs
   */
  public WilsonInterval firstShare() {
    return WilsonInterval.of(both + firstOnly, pairs());
  }

  /** The share of pairs whose second trial has the outcome, likewise. */
  public WilsonInterval secondShare() {
    return WilsonInterval.of(both + secondOnly, pairs());
  }

  /** Whether one value has the outcome more often than chance lets it. */
  public McNemar test() {
    return McNemar.of(firstOnly, secondOnly);
  }

  /** Those whose run has trials of the other value for their recipe. */
  private static List<JudgedTrial> besides(List<JudgedTrial> trials, List<JudgedTrial> others) {
    Set<List<String>> known = new HashSet<>();
    others.forEach(other -> known.add(List.of(other.run(), other.recipe())));
    return trials.stream()
        .filter(trial -> known.contains(List.of(trial.run(), trial.recipe())))
        .toList();
  }

  private static Set<String> names(List<JudgedTrial> trials) {
    Set<String> names = new HashSet<>();
    trials.forEach(trial -> names.addAll(trial.settings().values().keySet()));
    return names;
  }

  /** Trials by what a partner must share; of several with the same, the preset's alone if any. */
  private static Map<Partner, JudgedTrial> unique(
      String axis, List<JudgedTrial> trials, Set<String> shared) {
    Map<Partner, List<JudgedTrial>> found = new LinkedHashMap<>();
    for (JudgedTrial trial : trials) {
      SortedMap<String, String> settings = new TreeMap<>();
      boolean ofPresets = axis.equals(CellValues.PRESET);
      (ofPresets ? trial.settings().differences() : trial.settings().values())
          .forEach(
              (name, value) -> {
                if (ofPresets || shared.contains(name)) {
                  settings.put(name, value);
                }
              });
      Partner key =
          new Partner(
              trial.run(), trial.recipe(), trial.arithmetic(), trial.randomSeed(), settings);
      found.computeIfAbsent(key, any -> new ArrayList<>()).add(trial);
    }
    Map<Partner, JudgedTrial> unique = new LinkedHashMap<>();
    found.forEach(
        (key, alike) -> {
          List<JudgedTrial> usual =
              alike.size() == 1
                  ? alike
                  : alike.stream().filter(trial -> isUsual(axis, trial, shared)).toList();
          if (usual.size() == 1) {
            unique.put(key, usual.get(0));
          }
        });
    return unique;
  }

  /** Whether nothing differs from the preset but the axis and what both values use. */
  private static boolean isUsual(String axis, JudgedTrial trial, Set<String> shared) {
    Set<String> own = new HashSet<>(trial.settings().differences().keySet());
    own.removeAll(shared);
    own.removeAll(CellValues.keysOf(axis));
    return own.isEmpty();
  }

  private record Partner(
      String run,
      String recipe,
      String arithmetic,
      int randomSeed,
      SortedMap<String, String> settings) {}
}
