// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.scalar;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import saddlepoint.KeyCases;
import saddlepoint.KeyValues;
import saddlepoint.Trials;
import saddlepoint.engine.Outcome;
import saddlepoint.engine.TrialResult;
import saddlepoint.recipe.Key;
import saddlepoint.recipe.Keys;
import saddlepoint.recipe.PlayerKey;
import saddlepoint.recipe.Recipe;
import saddlepoint.recipe.Recipes;
import saddlepoint.sweep.Trial;

/** A setting that may be swept changes what is trained, whatever the recipe. */
class EveryKeyTest {
  static List<KeyCases.Case> keys() {
    return KeyCases.all();
  }

  static Stream<Arguments> shorthands() {
    return Recipes.all().stream()
        .flatMap(
            recipe ->
                Keys.PLAYER_KEYS.stream()
                    .filter(key -> KeyCases.vocabulary(recipe).names().contains(key.name()))
                    .map(key -> Arguments.of(Named.of(recipe.name(), recipe), key)));
  }

  static Stream<Recipe> recipes() {
    return Recipes.all().stream();
  }

  @Test
  void everyPresetOfARecipeHasItsKeys() {
    for (Recipe recipe : Recipes.all()) {
      List<String> open = recipe.presets().get(0).open().stream().map(Key::name).toList();
      assertThat(recipe.presets())
          .allSatisfy(
              preset ->
                  assertThat(preset.open().stream().map(Key::name))
                      .containsExactlyInAnyOrderElementsOf(open));
    }
  }

  @ParameterizedTest
  @MethodSource("keys")
  void changesTheBits(KeyCases.Case one) {
    Recipe recipe = one.recipe();
    Key<?> key = one.key();
    Map<String, Object> base = one.base();
    List<Object> values = KeyValues.of(key);
    assertThat(values).hasSizeGreaterThanOrEqualTo(2);
    Map<ByteBuffer, Object> valuesByBits = new HashMap<>();
    for (Object value : values) {
      Object same =
          valuesByBits.put(ByteBuffer.wrap(train(recipe, base, key.name(), value)), value);
      if (same != null && !areOne(recipe, key, same, value)) {
        throw new AssertionError(
            recipe.name() + ": " + key + " = " + same + " and " + value + " train the same");
      }
    }
  }

  /**
   * See UpdateOrderTest: D's weights have not moved, so who is first does not matter. A line's
   * slope is the same at real and at generated rows.
   */
  private static boolean areOne(Recipe recipe, Key<?> key, Object a, Object b) {
    return key.equals(Keys.UPDATE_ORDER)
            && List.of("simultaneous", "g-then-d").containsAll(List.of(a, b))
        || key.equals(Keys.PENALTY)
            && recipe.name().equals("dirac")
            && List.of("r1", "r2").containsAll(List.of(a, b));
  }

  /** What is trained is a function of the configuration, which is one and the same. */
  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("shorthands")
  void aShorthandSetsBothPlayers(Recipe recipe, PlayerKey<?> playerKey) {
    List<Key<?>> own = KeyCases.vocabulary(recipe).keysOf(playerKey.name());
    assertThat(own).hasSize(2);
    Map<String, Object> base = KeyCases.base(recipe, own);
    List<Object> values = KeyValues.of(own.get(0));
    Trial byShorthand = trial(recipe, base, playerKey.name(), values.get(1));
    assertThat(byShorthand.id())
        .isNotEqualTo(trial(recipe, base, playerKey.name(), values.get(0)).id());

    Map<String, Object> byKeys = new HashMap<>(base);
    own.forEach(key -> byKeys.put(key.name(), values.get(1)));
    Trial one = Trials.of(recipe.name(), byKeys);
    assertThat(one.cell().settings()).isEqualTo(byShorthand.cell().settings());
    assertThat(one.id()).isEqualTo(byShorthand.id());
  }

  private static Trial trial(Recipe recipe, Map<String, Object> base, String name, Object value) {
    Map<String, Object> raw = new HashMap<>(base);
    raw.put(name, value);
    return Trials.of(recipe.name(), raw);
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void equalSettingsTrainEqualBits(Recipe recipe) {
    Map<String, Object> base = KeyCases.base(recipe, List.of());
    Trial trial = Trials.of(recipe.name(), base);
    assertThat(train(trial)).isEqualTo(train(trial));
  }

  private static byte[] train(Recipe recipe, Map<String, Object> base, String name, Object value) {
    return train(trial(recipe, base, name, value));
  }

  private static byte[] train(Trial trial) {
    TrialResult result = Trials.train(trial);
    assertThat(result.outcome().kind())
        .as("%s: %s", trial.cell().describe(), result.outcome().message())
        .isEqualTo(Outcome.Kind.COMPLETED);
    return Trials.bits(result.history());
  }
}
