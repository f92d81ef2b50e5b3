// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import saddlepoint.Trials;
import saddlepoint.engine.History;
import saddlepoint.metric.Metric;
import saddlepoint.recipe.Activation;
import saddlepoint.recipe.Choice;
import saddlepoint.recipe.LossKind;
import saddlepoint.recipe.PenaltyKind;
import saddlepoint.recipe.Recipes;
import saddlepoint.recipe.UpdateOrder;
import saddlepoint.sweep.Trial;

/** Gradient penalties have the bits of scalar, each lane with its own weight and target. */
class LanesPenaltyTest {
  @ParameterizedTest
  @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void everyActivationOrderAndLoss(PenaltyKind kind) {
    List<String> orders = new ArrayList<>(texts(UpdateOrder.values()));
    orders.remove(UpdateOrder.TO_OPTIMUM.text());
    List<String> losses = new ArrayList<>(texts(LossKind.values()));
    losses.remove(LossKind.BEGAN.text());
    List<Trial> trials = new ArrayList<>();
    for (Activation activation : Activation.values()) {
      for (int i = 0; i < 2; i++) {
        int at = 2 * activation.ordinal() + i;
        trials.addAll(
            trials(
                "ring",
                kind,
                Map.of(
                    "discriminator.activation", activation.text(),
                    "update-order", orders.get(at % orders.size()),
                    "loss", losses.get(at % losses.size()),
                    "hidden", List.of(9, 6),
                    "batch", 11,
                    "steps", 4)));
      }
    }
    LaneBits.expectScalar(trials);
  }

  /** Wide layers go a few rows at a time, labels count for nothing, and D sees noise. */
  @ParameterizedTest
  @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void blocksLabelsAndInstanceNoise(PenaltyKind kind) {
    List<Trial> trials = new ArrayList<>();
    trials.addAll(trials("curves", kind, Map.of("hidden", List.of(600), "batch", 14, "steps", 2)));
    trials.addAll(
        trials(
            "curves-conditional",
            kind,
            Map.of("batch", 6, "steps", 3, "instance-noise", 0.2, "update-order", "alternating")));
    LaneBits.expectScalar(trials);
  }

  /** The penalty takes part in D's update, and its figures are told. */
  @Test
  void isNotTheTrainingWithoutIt() {
    Map<String, Object> raw = Map.of("hidden", List.of(8), "batch", 8, "steps", 3);
    Trial plain = Trials.of("ring", new HashMap<>(raw));
    Trial penalized = trials("ring", PenaltyKind.TWO_SIDED, raw).get(0);
    History without = LaneBits.train(List.of(plain)).get(plain.id()).history();
    History with = LaneBits.train(List.of(penalized)).get(penalized.id()).history();
    assertThat(with.value(Metric.D_LOSS, 0)).isEqualTo(without.value(Metric.D_LOSS, 0));
    assertThat(with.value(Metric.D_LOSS, 2)).isNotEqualTo(without.value(Metric.D_LOSS, 2));
    assertThat(with.value(Metric.D_PENALTY, 2)).isPositive();
    assertThat(with.value(Metric.D_INPUT_GRADIENT_NORM, 2)).isPositive();
    assertThat(without.value(Metric.D_PENALTY, 2)).isNaN();
  }

  private static List<Trial> trials(String recipe, PenaltyKind kind, Map<String, Object> settings) {
    List<Trial> trials = new ArrayList<>();
    for (double weight : new double[] {0.1, 10}) {
      for (double target : new double[] {0.3, 1}) {
        Map<String, Object> raw = new HashMap<>(settings);
        raw.put("penalty", kind.text());
        raw.put("penalty-weight", weight);
        raw.put("penalty-target", target);
        String preset = Recipes.get(recipe).presets().get(0).name();
        trials.add(Trials.of(recipe, preset, 1, Trials.EVERY_STEP, raw));
      }
    }
    // Of r1 and r2, which have no target, two are one trial.
    return trials.stream().distinct().toList();
  }

  private static List<String> texts(Choice[] choices) {
    return Stream.of(choices).map(Choice::text).toList();
  }
}
