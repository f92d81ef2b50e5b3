// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.sweep;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import saddlepoint.recipe.Choice;
import saddlepoint.recipe.Key;
import saddlepoint.recipe.Keys;
import saddlepoint.recipe.PlayerKey;
import saddlepoint.recipe.Preset;
import saddlepoint.recipe.Recipe;
import saddlepoint.recipe.Recipes;
import saddlepoint.recipe.Settings;
import saddlepoint.recipe.Source;

/**
 * One configuration of a recipe: what its trials share.
 *
 * @param configId the first 16 hex digits of SHA-256 over the canonical form: recipe, preset, then
 *     the sorted {@code key=value} of what differs from the preset, doubles by their bits, a place
 *     by the fingerprint of what is read there, whatever the preset's
 * @param settings a value for every key; keys that this configuration does not use have the
 *     preset's value
 * @param differences what differs from the preset, as text, for people and tables
 * @param fingerprint of its data
 */
public record Cell(
    String configId,
    String recipe,
    String preset,
    Settings settings,
    SortedMap<String, String> differences,
    String fingerprint)
    implements Serializable {
  private static final String DATA = "data";

  /** The cell that these settings of a recipe mean, with unused keys set back to the preset's. */
  public static Cell of(Recipe recipe, Preset preset, Settings settings) {
    Map<String, Object> unused = new TreeMap<>();
    TreeMap<String, String> differences = new TreeMap<>();
    TreeMap<String, String> canonical = new TreeMap<>();
    for (Key<?> key : preset.open()) {
      Object usual = preset.settings().get(key);
      if (settings.get(key).equals(usual)) {
        continue;
      }
      if (settings.uses(key)) {
        differences.put(key.name(), text(key, settings));
        if (key.type().isIdentity()) {
          canonical.put(key.name(), canonical(key, settings));
        }
      } else {
        unused.put(key.name(), usual);
      }
    }
    Settings used = unused.isEmpty() ? settings : settings.with(unused);
    String fingerprint = recipe.gan(used).source().fingerprint();
    if (!fingerprint.equals(Source.SYNTHETIC)) {
      canonical.put(DATA, fingerprint);
    }
    StringBuilder form = new StringBuilder(recipe.name()).append('\n').append(preset.name());
    canonical.forEach((name, value) -> form.append('\n').append(name).append('=').append(value));
    return new Cell(
        Identity.of(form.toString()), recipe.name(), preset.name(), used, differences, fingerprint);
  }

  /**
   * The cell of raw differences that {@link #rawDifferences} gave.
   *
   * @throws IllegalArgumentException if this build does not know the recipe, preset or a value
   */
  public static Cell restore(String recipeName, String presetName, Map<String, Object> raw) {
    Recipe recipe = Recipes.get(recipeName);
    Preset preset = recipe.preset(presetName);
    Vocabulary vocabulary = new Vocabulary(preset);
    raw.forEach(
        (name, value) -> {
          if (vocabulary.keysOf(name).isEmpty()) {
            throw new IllegalArgumentException("recipe " + recipeName + " has no " + name);
          }
        });
    return of(recipe, preset, vocabulary.apply(preset.settings(), raw));
  }

  /** The differences as Integer, Double, String or List of Integer, as a file would give them. */
  public SortedMap<String, Object> rawDifferences() {
    SortedMap<String, Object> raw = new TreeMap<>();
    for (String name : differences.keySet()) {
      Object value = settings.values().get(name);
      raw.put(name, value instanceof Choice choice ? choice.text() : value);
    }
    return raw;
  }

  /**
   * The differences as one line, for example {@code batch=8 optimizer=adam}; what both players have
   * alike stands once, as its shorthand would set it.
   */
  public String describe() {
    SortedMap<String, String> shown = new TreeMap<>(differences);
    for (PlayerKey<?> key : Keys.PLAYER_KEYS) {
      String generator = shown.get(key.generator().name());
      if (generator != null && isShared(key)) {
        shown.keySet().removeAll(List.of(key.generator().name(), key.discriminator().name()));
        shown.put(
            key.name(), key.equals(Keys.HIDDEN) ? hidden().orElseThrow().toString() : generator);
      }
    }
    StringBuilder line = new StringBuilder();
    shown.forEach(
        (name, value) ->
            line.append(line.isEmpty() ? "" : " ").append(name).append('=').append(value));
    return line.isEmpty() ? "as the preset" : line.toString();
  }

  private boolean isShared(PlayerKey<?> key) {
    if (key.equals(Keys.HIDDEN)) {
      return differences.containsKey(key.discriminator().name()) && hidden().isPresent();
    }
    String discriminator = differences.get(key.discriminator().name());
    return Objects.equals(differences.get(key.generator().name()), discriminator);
  }

  /** The width that the shorthand {@code hidden} would give both players' layers, if one does. */
  public Optional<Integer> hidden() {
    Key<List<Integer>> key = Keys.HIDDEN.generator();
    if (!settings.has(key) || settings.get(key).isEmpty()) {
      return Optional.empty();
    }
    int width = settings.get(key).get(0);
    Preset start = Recipes.get(recipe).preset(preset);
    Settings alike =
        new Vocabulary(start).apply(start.settings(), Map.of(Keys.HIDDEN.name(), width));
    boolean isAlike =
        Stream.of(key, Keys.HIDDEN.discriminator())
            .allMatch(of -> alike.get(of).equals(settings.get(of)));
    return isAlike ? Optional.of(width) : Optional.empty();
  }

  private static <T> String text(Key<T> key, Settings settings) {
    return key.type().text(settings.get(key));
  }

  private static <T> String canonical(Key<T> key, Settings settings) {
    return key.type().canonical(settings.get(key));
  }
}
