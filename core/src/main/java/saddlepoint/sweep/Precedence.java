// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.sweep;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import saddlepoint.recipe.Key;
import saddlepoint.recipe.Keys;
import saddlepoint.recipe.Player;

/**
 * Who sets which key of a grid: the command line wins over axes, they over settings, and a player's
 * own key over the shorthand for both.
 */
final class Precedence {
  /** From the weakest. */
  private enum Level {
    SETTING,
    AXIS,
    COMMAND_LINE
  }

  /**
   * An axis or a setting, as it stands in a file or on the command line.
   *
   * @param what for people
   */
  record Entry(String what, String name, String place) {
    /** For example {@code the axis batch (sweep.conf:3)}. */
    String text() {
      return place.startsWith(OPTION) ? place : "the " + what + " " + name + " (" + place + ")";
    }
  }

  private record Ranked(
      Entry entry, Level level, int depth, List<Object> values, List<Key<?>> keys) {}

  private static final String OPTION = "--set ";

  private final List<Ranked> ranked = new ArrayList<>();
  private final Map<Key<?>, Ranked> deciders = new LinkedHashMap<>();

  Precedence(Grid grid, Vocabulary vocabulary) {
    grid.axes().forEach(it -> add(it, Level.AXIS, vocabulary));
    grid.fixed().forEach((name, it) -> add(name, it, Level.SETTING, vocabulary));
    grid.overrides().forEach((name, it) -> add(name, it, Level.COMMAND_LINE, vocabulary));
    grid.winningAxes().forEach(it -> add(it, Level.COMMAND_LINE, vocabulary));
  }

  private void add(Axis axis, Level level, Vocabulary vocabulary) {
    Entry entry = new Entry("axis", axis.name(), axis.place());
    add(new Ranked(entry, level, axis.depth(), axis.values(), vocabulary.keysOf(axis.name())));
  }

  private void add(String name, Setting setting, Level level, Vocabulary vocabulary) {
    Entry entry = new Entry("setting", name, setting.place());
    List<Object> values = List.of(setting.value());
    add(new Ranked(entry, level, setting.depth(), values, vocabulary.keysOf(name)));
  }

  private void add(Ranked added) {
    ranked.add(added);
    for (Key<?> key : added.keys()) {
      Ranked old = deciders.get(key);
      boolean wins =
          old == null
              || added.level().compareTo(old.level()) > 0
              || added.level() == old.level() && key.name().equals(added.entry().name());
      if (wins) {
        deciders.put(key, added);
      }
    }
  }

  /** The axes and settings, with the keys that each decides; none if others win everywhere. */
  Map<Entry, List<Key<?>>> decided() {
    Map<Entry, List<Key<?>>> decided = new LinkedHashMap<>();
    for (Ranked one : ranked) {
      decided.put(one.entry(), one.keys().stream().filter(key -> matters(one, key)).toList());
    }
    return decided;
  }

  /** A lone width wins over widths and keeps their number, so that they have an effect as well. */
  private boolean matters(Ranked one, Key<?> key) {
    Ranked decider = deciders.get(key);
    boolean isOfWidths =
        key.equals(Keys.HIDDEN.generator()) || key.equals(Keys.HIDDEN.discriminator());
    return decider.equals(one)
        || isOfWidths
            && decider.level().compareTo(one.level()) > 0
            && decider.values().stream().anyMatch(Integer.class::isInstance);
  }

  /** Who sets the keys of an entry that decides none. */
  String winners(Entry entry) {
    return winners(of(entry)).stream()
        .map(winner -> winner.entry().text())
        .collect(Collectors.joining(" and "));
  }

  /**
   * Whether an entry that decides nothing is meant to: it would decide something, had nobody said
   * otherwise on the command line or in a file that includes the one it stands in.
   */
  boolean isMeantToLose(Entry entry) {
    Ranked loser = of(entry);
    return winners(loser).stream()
        .anyMatch(
            winner ->
                winner.level() == Level.COMMAND_LINE && loser.level() != Level.COMMAND_LINE
                    || winner.depth() < loser.depth());
  }

  /** What the command line says over what stands in a file. */
  Collection<String> overruled() {
    Set<String> told = new LinkedHashSet<>();
    for (Ranked loser : ranked) {
      if (loser.level() == Level.COMMAND_LINE) {
        continue;
      }
      List<Key<?>> lost = loser.keys().stream().filter(key -> !matters(loser, key)).toList();
      boolean isWhole = lost.size() == loser.keys().size();
      for (Key<?> key : isWhole ? List.<Key<?>>of() : lost) {
        Ranked winner = deciders.get(key);
        if (winner.level() == Level.COMMAND_LINE) {
          told.add(
              loser.entry().text()
                  + " is overruled for the "
                  + player(key)
                  + " by "
                  + winner.entry().text());
        }
      }
      if (isWhole
          && winners(loser).stream().anyMatch(winner -> winner.level() == Level.COMMAND_LINE)) {
        told.add(loser.entry().text() + " is overruled by " + winners(loser.entry()));
      }
    }
    return told;
  }

  private static String player(Key<?> key) {
    return Arrays.stream(Player.values())
        .filter(player -> key.name().startsWith(player.prefix()))
        .findFirst()
        .orElseThrow()
        .name()
        .toLowerCase(Locale.ROOT);
  }

  private Set<Ranked> winners(Ranked loser) {
    Set<Ranked> winners = new LinkedHashSet<>();
    loser.keys().forEach(key -> winners.add(deciders.get(key)));
    return winners;
  }

  private Ranked of(Entry entry) {
    return ranked.stream().filter(one -> one.entry().equals(entry)).findFirst().orElseThrow();
  }
}
