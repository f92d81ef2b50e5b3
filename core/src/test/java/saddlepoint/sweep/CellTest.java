// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import saddlepoint.KeyValues;
import saddlepoint.Trials;
import saddlepoint.recipe.Gan;
import saddlepoint.recipe.Key;
import saddlepoint.recipe.Keys;
import saddlepoint.recipe.Preset;
import saddlepoint.recipe.Recipe;
import saddlepoint.recipe.Recipes;
import saddlepoint.recipe.Settings;
import saddlepoint.recipe.ValueType;

class CellTest {
  private static Cell gaussian(Map<String, Object> raw) {
    return Trials.cell("gaussian", "original", raw);
  }

  @Test
  void idsNeverChange() {
    assertThat(gaussian(Map.of()).configId()).isEqualTo("aef38e533eb98714");
    assertThat(
            Trials.cell(
                    "curves",
                    "tensorflow",
                    Map.of("update-order", "d-then-g", "learning-rate", 0.0002))
                .configId())
        .isEqualTo("cc127116a931de7b");
    Map<String, Object> many = new HashMap<>();
    many.put("optimizer", "adam");
    many.put("discriminator.beta1", 0.5);
    many.put("hidden", 8);
    many.put("minibatch", true);
    many.put("batch", 64);
    assertThat(gaussian(many).configId()).isEqualTo("1e1d99ed82d1ae92");
  }

  @Test
  void anIdIsTheHashOfRecipePresetAndSortedDifferences() {
    Cell cell = gaussian(Map.of("minibatch", true, "batch", 64, "real-label", 0.9));
    assertThat(cell.configId())
        .isEqualTo(
            Identity.of(
                "gaussian\noriginal\nbatch=64\nminibatch=true\nreal-label=3feccccccccccccd"));
    assertThat(cell.differences())
        .containsExactly(
            Map.entry("batch", "64"),
            Map.entry("minibatch", "true"),
            Map.entry("real-label", "0.9"));
    assertThat(cell.describe()).isEqualTo("batch=64 minibatch=true real-label=0.9");
    assertThat(gaussian(Map.of()).describe()).isEqualTo("as the preset");
  }

  @Test
  void doublesCountByTheirBits() {
    String id = gaussian(Map.of("learning-rate", 0.3)).configId();
    assertThat(gaussian(Map.of("learning-rate", 3e-1)).configId()).isEqualTo(id);
    assertThat(gaussian(Map.of("learning-rate", 0.1 + 0.2)).configId()).isNotEqualTo(id);
    assertThat(gaussian(Map.of("fake-label", -0.0)).configId())
        .isEqualTo(gaussian(Map.of()).configId());
    assertThat(gaussian(Map.of("data-mean", 2)).configId())
        .isEqualTo(gaussian(Map.of("data-mean", 2.0)).configId());
  }

  @Test
  void presetsValuesAreNoDifference() {
    assertThat(gaussian(Map.of("batch", 12, "optimizer", "sgd", "hidden", 4)))
        .isEqualTo(gaussian(Map.of()));
  }

  @Test
  void unusedKeysAreDropped() {
    Cell cell = gaussian(Map.of("momentum", 0.5, "beta1", 0.1, "minibatch-kernels", 9));
    assertThat(cell).isEqualTo(gaussian(Map.of()));
    assertThat(cell.settings().get(Keys.MINIBATCH_KERNELS)).isEqualTo(5);

    Cell adam = gaussian(Map.of("momentum", 0.5, "beta1", 0.1, "generator.optimizer", "adam"));
    assertThat(adam.differences()).containsOnlyKeys("generator.optimizer", "generator.beta1");
  }

  @Test
  void aKeyWhoseConditionIsItselfUnusedIsDropped() {
    Cell squares =
        gaussian(
            Map.of(
                "loss", "least-squares",
                "discriminator.output", "clamped-tanh",
                "discriminator.clamp", 0.1));
    assertThat(squares).isEqualTo(gaussian(Map.of("loss", "least-squares")));
  }

  /** A later version's recipe: the same preset with one more open key. */
  private record Later(Recipe recipe, Key<?> extra, Object usual) implements Recipe {
    @Override
    public String name() {
      return recipe.name();
    }

    @Override
    public String title() {
      return recipe.title();
    }

    @Override
    public String source() {
      return recipe.source();
    }

    @Override
    public List<Preset> presets() {
      Preset preset = recipe.presets().get(0);
      List<Key<?>> open = new ArrayList<>(preset.open());
      open.add(0, extra);
      return List.of(
          new Preset(
              preset.name(),
              preset.meaning(),
              open,
              preset.settings().with(Map.of(extra.name(), usual))));
    }

    @Override
    public Gan gan(Settings settings) {
      return recipe.gan(settings);
    }
  }

  @Test
  void aNewKeyWithTheOldDefaultChangesNoId() {
    Key<Integer> extra = new Key<>("an-extra", ValueType.integer(0, 9), "new", List.of());
    Recipe later = new Later(Recipes.get("gaussian"), extra, 3);
    Preset preset = later.presets().get(0);
    Settings changed = preset.settings().with(Map.of("batch", 64));
    assertThat(Cell.of(later, preset, changed).configId())
        .isEqualTo(gaussian(Map.of("batch", 64)).configId());
    Settings set = changed.with(Map.of("an-extra", 4));
    assertThat(Cell.of(later, preset, set).configId())
        .isEqualTo(Identity.of("gaussian\noriginal\nan-extra=4\nbatch=64"));
  }

  static Stream<Arguments> presets() {
    return Recipes.all().stream()
        .flatMap(
            recipe ->
                recipe.presets().stream()
                    .map(preset -> Arguments.of(recipe.name(), preset.name())));
  }

  @ParameterizedTest
  @MethodSource("presets")
  void rawDifferencesRestoreTheCell(String recipeName, String presetName) {
    Preset preset = Recipes.get(recipeName).preset(presetName);
    Map<String, Object> several = new HashMap<>();
    int count = 0;
    for (Key<?> key : preset.open()) {
      for (Object value : KeyValues.of(key)) {
        Map<String, Object> raw = new HashMap<>();
        KeyValues.use(key, preset.settings(), raw);
        raw.put(key.name(), value);
        if (key.equals(Keys.DATA_SHRINK) && preset.settings().has(Keys.KERNEL.generator())) {
          // Small images have no room for a larger one.
          raw.put("kernel", 1);
        }
        if (isPenalty(key) && preset.open().stream().anyMatch(CellTest::isMinibatch)) {
          raw.put(Keys.MINIBATCH.name(), "false");
        }
        assertRestores(Trials.cell(recipeName, presetName, raw));
      }
      // Several together: D compares rows, and so is not penalized; several train, who keep none.
      boolean isLeftOut = key.equals(Keys.PENALTY) || key.equals(Keys.REPLAY);
      several.put(key.name(), isLeftOut ? KeyValues.of(key).get(0) : KeyValues.of(key).get(1));
      count++;
    }
    assertRestores(Trials.cell(recipeName, presetName, several));
    assertThat(count).isGreaterThan(30);
  }

  private static boolean isPenalty(Key<?> key) {
    return key.name().startsWith(Keys.PENALTY.name());
  }

  private static boolean isMinibatch(Key<?> key) {
    return key.name().equals(Keys.MINIBATCH.name());
  }

  private static void assertRestores(Cell cell) {
    Map<String, Object> raw = cell.rawDifferences();
    assertThat(raw).containsOnlyKeys(cell.differences().keySet());
    assertThat(raw.values())
        .allSatisfy(
            value ->
                assertThat(value)
                    .isInstanceOfAny(Integer.class, Double.class, String.class, List.class));
    assertThat(Cell.restore(cell.recipe(), cell.preset(), raw)).isEqualTo(cell);
  }

  @Test
  void restoringRefusesWhatThisBuildDoesNotKnow() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Cell.restore("gaussian", "original", Map.of("warp", 1)))
        .withMessage("recipe gaussian has no warp");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Cell.restore("gaussian", "original", Map.of("optimizer", "warp")))
        .withMessageContaining("\"warp\"");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Cell.restore("warp", "original", Map.of()))
        .withMessageContaining("no recipe \"warp\"");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Cell.restore("gaussian", "warp", Map.of()))
        .withMessageContaining("no preset \"warp\"");
  }
}
