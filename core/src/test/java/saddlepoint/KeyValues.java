// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import saddlepoint.recipe.Choice;
import saddlepoint.recipe.Condition;
import saddlepoint.recipe.Key;
import saddlepoint.recipe.Keys;
import saddlepoint.recipe.LossKind;
import saddlepoint.recipe.NoiseKind;
import saddlepoint.recipe.Player;
import saddlepoint.recipe.PretrainMode;
import saddlepoint.recipe.Settings;

/** Values of every key that must make a difference, as a file gives them. */
public final class KeyValues {
  private static final String CHOICES = "one of ";

  private static final Map<String, List<Object>> NUMBERS =
      Map.ofEntries(
          Map.entry("hidden", List.of(List.of(4, 3), List.of(5, 3), List.of(4, 3, 3))),
          Map.entry("initial-scale", List.of(0.7, 1.3)),
          Map.entry("output-scale", List.of(1.0, 2.0)),
          Map.entry("clamp", List.of(0.01, 0.3)),
          Map.entry("probability-floor", List.of(0.0, 0.4)),
          Map.entry("learning-rate", List.of(0.01, 0.02)),
          Map.entry("momentum", List.of(0.9, 0.5)),
          Map.entry("beta1", List.of(0.9, 0.5)),
          Map.entry("beta2", List.of(0.999, 0.9)),
          Map.entry("rho", List.of(0.99, 0.5)),
          Map.entry("epsilon", List.of(1e-8, 0.1)),
          Map.entry("gradient-clip", List.of(0.0, 0.001)),
          Map.entry("weight-decay", List.of(0.0, 0.1)),
          Map.entry("decay-rate", List.of(0.9, 0.5)),
          Map.entry("decay-steps", List.of(2, 3)),
          Map.entry("batch", List.of(8, 9)),
          Map.entry("steps", List.of(6, 7)),
          Map.entry("epochs", List.of(0, 2)),
          Map.entry("discriminator-steps", List.of(1, 2)),
          Map.entry("discriminator-warm-up", List.of(0, 3)),
          Map.entry("discriminator-warm-up-steps", List.of(2, 4)),
          Map.entry("discriminator-warm-up-every", List.of(0, 4)),
          Map.entry("minibatch-kernels", List.of(5, 2)),
          Map.entry("minibatch-dimensions", List.of(3, 2)),
          Map.entry("minibatch-self-distance", List.of(1.0, 0.0)),
          Map.entry("minibatch-initial-scale", List.of(0.02, 0.5)),
          Map.entry("pretrain-steps", List.of(4, 5)),
          Map.entry("pretrain-range", List.of(5.0, 3.0)),
          Map.entry("real-label", List.of(1.0, 0.9)),
          Map.entry("fake-label", List.of(0.0, 0.1)),
          Map.entry("real-label-width", List.of(0.0, 0.5)),
          Map.entry("fake-label-width", List.of(0.0, 0.3)),
          Map.entry("generator-label", List.of(1.0, 0.9)),
          Map.entry("average", List.of(0.0, 0.9)),
          Map.entry("batches", List.of(1, 2)),
          Map.entry("auxiliary-weight", List.of(1.0, 2.0)),
          Map.entry("auxiliary-fake-weight", List.of(0.0, 1.0)),
          Map.entry("weight-clip", List.of(0.01, 0.05)),
          Map.entry("diversity-ratio", List.of(0.5, 0.9)),
          Map.entry("balance-rate", List.of(0.001, 0.5)),
          Map.entry("penalty-weight", List.of(10.0, 1.0)),
          Map.entry("penalty-target", List.of(1.0, 0.25)),
          Map.entry("label-flip", List.of(0.0, 0.5)),
          Map.entry("instance-noise", List.of(0.0, 0.3)),
          Map.entry("instance-noise-steps", List.of(0, 3)),
          Map.entry("hidden-noise", List.of(0.0, 0.3)),
          Map.entry("replay", List.of(0.0, 0.5)),
          Map.entry("replay-size", List.of(16, 3)),
          Map.entry("optimum-window", List.of(1, 2)),
          Map.entry("optimum-gain", List.of(0.0, 1e9)),
          Map.entry("workers", List.of(2, 3)),
          Map.entry("averaging-frequency", List.of(1, 5)),
          Map.entry("noise-range", List.of(1.0, 2.0)),
          Map.entry("noise-jitter", List.of(0.01, 0.5)),
          Map.entry("noise-dimension", List.of(1, 2)),
          Map.entry("data-mean", List.of(0.0, 1.0)),
          Map.entry("data-standard-deviation", List.of(0.5, 1.0)),
          Map.entry("data-location", List.of(0.0, 1.0)),
          Map.entry("data-scale", List.of(0.5, 1.0)),
          Map.entry("data-spread", List.of(1.0, 2.0)),
          Map.entry("data-low", List.of(1.0, 2.0)),
          Map.entry("data-width", List.of(1.0, 2.0)),
          Map.entry("data-points", List.of(15, 7)),
          Map.entry("data.path", List.of("digits", "src/test/resources/images")),
          Map.entry("data.rows", List.of(20, 15)),
          Map.entry("dense", List.of(List.of(4), List.of(5), List.of(4, 3))),
          Map.entry("filters", List.of(List.of(4, 3), List.of(3, 3), List.of(2))),
          Map.entry("kernel", List.of(5, 3)),
          Map.entry("filter-initial-scale", List.of(0.7, 1.3)),
          Map.entry("dropout", List.of(0.0, 0.5)),
          Map.entry("norm-epsilon", List.of(0.001, 0.1)),
          Map.entry("norm-decay", List.of(0.9, 0.5)),
          Map.entry("norm-initial-deviation", List.of(0.0, 0.5)),
          Map.entry("data.shrink", List.of(7, 1)));

  private KeyValues() {}

  /** All values of a choice, or some of a number. */
  public static List<Object> of(Key<?> key) {
    String range = key.type().range();
    if (range.startsWith(CHOICES)) {
      return Arrays.asList((Object[]) range.substring(CHOICES.length()).split(", "));
    }
    List<Object> values = NUMBERS.get(plain(key.name()));
    if (values == null) {
      throw new IllegalStateException(
          "no values of the key "
              + key.name()
              + " in KeyValues; give it two that differ in effect");
    }
    return values;
  }

  /** Changes that make settings use a key: the examples of its conditions and of theirs. */
  public static void use(Key<?> key, Settings settings, Map<String, Object> changes) {
    makeRoom(key, settings, changes);
    meet(key, settings, changes);
  }

  private static void meet(Key<?> key, Settings settings, Map<String, Object> changes) {
    for (Condition condition : key.usedWhen()) {
      Object value = settings.values().get(condition.key().name());
      if (value == null) {
        continue;
      }
      meet(condition.key(), settings, changes);
      if (!condition.holds().test(value)) {
        Object example = condition.example();
        changes.put(
            condition.key().name(), example instanceof Choice choice ? choice.text() : example);
      }
    }
  }

  /** Changes that a value of a key needs which others of it do not. */
  private static void makeRoom(Key<?> key, Settings settings, Map<String, Object> changes) {
    boolean hasSphere = key.type().choices().contains(NoiseKind.SPHERE.text());
    if (key.equals(Keys.NOISE) && hasSphere && settings.get(Keys.NOISE_DIMENSION) == 1) {
      changes.put(Keys.NOISE_DIMENSION.name(), 2);
    }
    boolean mayBeRelativistic = key.type().choices().contains(LossKind.RELATIVISTIC_AVERAGE.text());
    if (mayBeRelativistic && settings.has(Keys.GENERATOR_BATCHES)) {
      changes.put(Keys.GENERATOR_BATCHES.name(), 1);
    }
    boolean mayBeBegan =
        key.type().choices().contains(LossKind.BEGAN.text())
            || key.usedWhen().stream().anyMatch(it -> it.example() == LossKind.BEGAN);
    if (mayBeBegan && settings.has(Keys.PRETRAIN)) {
      changes.put(Keys.PRETRAIN.name(), PretrainMode.NONE.text());
    }
  }

  private static String plain(String name) {
    for (Player player : Player.values()) {
      if (name.startsWith(player.prefix())) {
        return name.substring(player.prefix().length());
      }
    }
    return name;
  }
}
