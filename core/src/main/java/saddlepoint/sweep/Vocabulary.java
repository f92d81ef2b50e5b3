// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.sweep;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import saddlepoint.recipe.Key;
import saddlepoint.recipe.Keys;
import saddlepoint.recipe.PlayerKey;
import saddlepoint.recipe.Preset;
import saddlepoint.recipe.Settings;

/**
 * The names that may be set in a recipe: its open keys, and the shorthands that set a key for both
 * players. It turns raw values into settings.
 */
public final class Vocabulary {
  private final Preset preset;
  private final Map<String, Key<?>> keys = new LinkedHashMap<>();
  private final Map<String, List<Key<?>>> shorthands = new LinkedHashMap<>();

  /** The vocabulary of a recipe's preset. */
  public Vocabulary(Preset preset) {
    this.preset = preset;
    preset.open().forEach(key -> keys.put(key.name(), key));
    for (PlayerKey<?> playerKey : Keys.PLAYER_KEYS) {
      List<Key<?>> own = new ArrayList<>();
      for (Key<?> key : List.of(playerKey.generator(), playerKey.discriminator())) {
        if (keys.containsKey(key.name())) {
          own.add(keys.get(key.name()));
        }
      }
      if (!own.isEmpty()) {
        shorthands.put(playerKey.name(), Collections.unmodifiableList(own));
      }
    }
  }

  /** The open keys, in display order. */
  public Collection<Key<?>> keys() {
    return Collections.unmodifiableCollection(keys.values());
  }

  /** Every name that may be set, shorthands included. */
  public Collection<String> names() {
    TreeSet<String> names = new TreeSet<>(keys.keySet());
    names.addAll(shorthands.keySet());
    return names;
  }

  /** The keys that a name sets: itself, or both players' for a shorthand; none if unknown. */
  public List<Key<?>> keysOf(String name) {
    Key<?> key = keys.get(name);
    return key != null ? List.of(key) : shorthands.getOrDefault(name, List.of());
  }

  /**
   * Checks a raw value.
   *
   * @param written how a message shows it
   * @throws IllegalArgumentException saying what it must be
   */
  void check(String name, Object raw, String written) {
    keysOf(name).forEach(key -> key.type().read(raw, written));
  }

  /**
   * Settings with raw values on top. Shorthands go first, so that a player's own key wins within
   * one source whatever the order in the file.
   */
  public Settings apply(Settings settings, Map<String, Object> raw) {
    Map<String, Object> changes = new LinkedHashMap<>();
    raw.forEach(
        (name, value) -> {
          if (shorthands.containsKey(name)) {
            for (Key<?> key : shorthands.get(name)) {
              changes.put(key.name(), read(settings, key, value, true));
            }
          }
        });
    raw.forEach(
        (name, value) -> {
          if (keys.containsKey(name)) {
            changes.put(name, read(settings, keys.get(name), value, false));
          }
        });
    return changes.isEmpty() ? settings : settings.with(changes);
  }

  /** A lone width keeps the depth that the settings have; everything else is read as it is. */
  private Object read(Settings settings, Key<?> key, Object raw, boolean shorthand) {
    boolean isWidths =
        key.equals(Keys.HIDDEN.generator()) || key.equals(Keys.HIDDEN.discriminator());
    if (isWidths && raw instanceof Integer width) {
      key.type().read(raw);
      boolean isDiscriminator = key.equals(Keys.HIDDEN.discriminator());
      int own = shorthand && isDiscriminator ? preset.discriminatorWidth(width) : width;
      int depth = ((List<?>) settings.get(key)).size();
      return Collections.nCopies(Math.max(depth, 1), own).stream().toList();
    }
    return key.type().read(raw);
  }
}
