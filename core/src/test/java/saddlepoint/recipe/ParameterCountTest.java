// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Trainable numbers of every recipe and preset, as the originals have them. */
class ParameterCountTest {
  @Test
  void ofEveryPreset() {
    Map<String, String> actual = new TreeMap<>();
    for (Recipe recipe : Recipes.all()) {
      for (Preset preset : recipe.presets()) {
        actual.put(recipe.name() + " " + preset.name(), counts(recipe.gan(preset.settings())));
      }
    }
    assertThat(actual)
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry("acgan original", "2657321+576 525835"),
                Map.entry("keras-dcgan original", "6751233+12544 3485441"),
                Map.entry("tflearn-dcgan original", "1479681+12544 6632194"),
                Map.entry("mnist-mlp original", "114064 100609"),
                Map.entry("tflearn-mlp original", "252944 201217"),
                Map.entry("gaussian original", "13 169"),
                Map.entry("gaussian aylien-2016-12", "13 169"),
                Map.entry("gaussian aylien-2016-12-minibatch", "13 237"),
                Map.entry("gaussian aylien-2017", "13 169"),
                Map.entry("gaussian jang", "53 53"),
                Map.entry("normal original", "61 61"),
                Map.entry("swiss-roll original", "17154 17025"),
                Map.entry("line original", "321 321"),
                Map.entry("curves original", "2703 2177"),
                Map.entry("curves pytorch", "2703 2177"),
                Map.entry("curves tensorflow", "2703 2177"),
                Map.entry("curves-conditional original", "2831 2305"),
                Map.entry("curves-conditional pytorch", "2831 2305"),
                Map.entry("curves-conditional tensorflow", "2831 2305"),
                Map.entry("dirac original", "1 1"),
                Map.entry("ring original", "17154 17025"),
                Map.entry("grid original", "17154 17025")));
  }

  @Test
  void ofTheThreeMinibatchModesOfGaussian() {
    Recipe gaussian = Recipes.get("gaussian");
    Settings settings = gaussian.presets().get(0).settings();
    assertThat(counts(gaussian.gan(with(settings, MinibatchMode.FALSE)))).isEqualTo("13 169");
    assertThat(counts(gaussian.gan(with(settings, MinibatchMode.TRUE)))).isEqualTo("13 237");
    assertThat(counts(gaussian.gan(with(settings, MinibatchMode.ONLY)))).isEqualTo("13 97");
  }

  @Test
  void elsewhereTheMinibatchLayerFollowsTheLastHiddenOne() {
    Recipe normal = Recipes.get("normal");
    Settings settings = normal.presets().get(0).settings();
    Gan gan = normal.gan(with(settings, MinibatchMode.TRUE));
    assertThat(gan.discriminator().layers()).hasSize(4);
    assertThat(gan.discriminator().layers().get(2))
        .isEqualTo(new Layer.MinibatchDiscrimination(6, 5, 3, 1, 0.02));
    assertThat(gan.discriminator().parameters()).isEqualTo(61 + 7 * 15 + 5);
  }

  private static Settings with(Settings settings, MinibatchMode mode) {
    return settings.with(Map.of(Keys.MINIBATCH.name(), mode));
  }

  private static String counts(Gan gan) {
    return counts(gan.generator()) + " " + counts(gan.discriminator());
  }

  /** What is learnt, and the moving statistics if there are any. */
  private static String counts(Network network) {
    int statistics = network.statistics();
    return network.parameters() - statistics + (statistics == 0 ? "" : "+" + statistics);
  }
}
