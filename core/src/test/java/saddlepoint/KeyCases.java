// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import saddlepoint.recipe.Key;
import saddlepoint.recipe.Keys;
import saddlepoint.recipe.Recipe;
import saddlepoint.recipe.Recipes;
import saddlepoint.recipe.Settings;
import saddlepoint.sweep.Vocabulary;

/** Every recipe with every key that may be swept, and small settings in which the key counts. */
public final class KeyCases {
  /** What only the graph engine trains by; its tests have them. */
  private static final List<Key<?>> OF_WORKERS =
      List.of(Keys.TRAINING, Keys.WORKERS, Keys.AVERAGING_FREQUENCY);

  private static final Map<String, Object> SMALL =
      Map.ofEntries(
          Map.entry("steps", 6),
          Map.entry("batch", 8),
          Map.entry("hidden", List.of(16, 12)),
          Map.entry("learning-rate", 0.01),
          Map.entry("initial-scale", 0.3),
          Map.entry("data-mean", 0.5),
          Map.entry("data.shrink", 7),
          Map.entry("data.rows", 40),
          Map.entry("decay-steps", 2),
          Map.entry("discriminator-warm-up-steps", 2),
          Map.entry("pretrain-steps", 4));

  private KeyCases() {}

  /** A recipe and one of its keys. */
  public record Case(Recipe recipe, Key<?> key) {
    /** Settings that use the key, without a value of it. */
    public Map<String, Object> base() {
      return KeyCases.base(recipe, List.of(key));
    }

    @Override
    public String toString() {
      return recipe.name() + " " + key.name();
    }
  }

  /** All of them. */
  public static List<Case> all() {
    return Recipes.all().stream().flatMap(recipe -> of(recipe).stream()).toList();
  }

  /** Those of one recipe. */
  public static List<Case> of(Recipe recipe) {
    List<Case> cases = new ArrayList<>();
    recipe.presets().get(0).open().stream()
        .filter(key -> !OF_WORKERS.contains(key))
        .forEach(key -> cases.add(new Case(recipe, key)));
    return cases;
  }

  /** Small settings of a recipe's first preset that use some keys, without values of them. */
  public static Map<String, Object> base(Recipe recipe, List<Key<?>> keys) {
    Vocabulary vocabulary = vocabulary(recipe);
    Map<String, Object> base = new HashMap<>();
    SMALL.forEach(
        (name, value) -> {
          if (vocabulary.names().contains(name)) {
            base.put(name, value);
          }
        });
    base.putAll(Trials.small(recipe.name()));
    if (keys.contains(Keys.DATA_SHRINK) && vocabulary.names().contains("kernel")) {
      // Small images have no room for a larger one that stays inside.
      base.put("kernel", 1);
    }
    if (keys.contains(Keys.NORM_VARIANCE)) {
      // Of many pixels the two variances are nearly one, which moves little at the usual decay.
      base.put(Keys.NORM_DECAY.name(), 0.5);
    }
    if (keys.contains(Keys.OPTIMUM_WINDOW)) {
      // A turn is two windows, whatever the loss.
      base.put(Keys.OPTIMUM_GAIN.name(), 1e9);
    }
    if (keys.contains(Keys.OPTIMUM_GAIN)) {
      // Of 12 windows some fall and some do not.
      base.put(Keys.OPTIMUM_WINDOW.name(), 1);
      base.put("steps", 12);
    }
    if (keys.contains(Keys.BALANCE_RATE)) {
      // Where G's rows are far off at first, a k that is held stays 0 whatever its rate.
      base.put(Keys.BALANCE_RANGE.name(), "free");
    }
    if (keys.contains(Keys.BALANCE_RANGE)) {
      // In a few steps k leaves its range at a high rate alone.
      base.put(Keys.BALANCE_RATE.name(), 5.0);
    }
    if (vocabulary.names().contains("kernel")
        && keys.stream().anyMatch(key -> key.name().startsWith("weight-clip"))) {
      // Weights of one size make sums of black pixels that are 0 but for rounding: a kink of relu.
      base.put(Keys.ACTIVATION.discriminator().name(), "tanh");
    }
    if (vocabulary.names().contains(Keys.POOLING.name()) && !keys.contains(Keys.POOLING)) {
      // Of smooth images all pixels of a square may be equal but for rounding: a kink.
      base.put(Keys.POOLING.name(), "average");
    }
    for (Key<?> key : keys) {
      Settings settings = vocabulary.apply(recipe.presets().get(0).settings(), base);
      KeyValues.use(key, settings, base);
      assertThat(vocabulary.apply(settings, base).uses(key)).as("%s is used", key).isTrue();
    }
    // The shorthand would lose to the player's own key within one source.
    keys.forEach(key -> base.remove(key.name()));
    return base;
  }

  /** The names that a recipe's settings go by. */
  public static Vocabulary vocabulary(Recipe recipe) {
    return new Vocabulary(recipe.presets().get(0));
  }
}
