// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import saddlepoint.Trials;
import saddlepoint.recipe.Activation;
import saddlepoint.recipe.PenaltyKind;
import saddlepoint.recipe.Recipes;
import saddlepoint.recipe.UpdateOrder;
import saddlepoint.sweep.Trial;

/** Layer and instance norm on lanes have the bits of scalar, with all that goes through them. */
class LanesNormTest {
  private static final List<String> NORMS = List.of("layer", "instance");

  /** Rows and columns that no block, panel or vector divides. */
  @ParameterizedTest
  @EnumSource(Activation.class)
  void goWithActivations(Activation activation) {
    for (String norm : NORMS) {
      for (int batch : new int[] {5, 14}) {
        expectScalar(
            Map.of(
                "generator.norm", norm,
                "discriminator.norm", norm,
                "activation", activation.text(),
                "batch", batch));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(PenaltyKind.class)
  void goWithPenalties(PenaltyKind penalty) {
    for (String norm : NORMS) {
      for (String activation : List.of("tanh", "softplus", "leaky-relu", "relu")) {
        expectScalar(
            Map.of(
                "discriminator.norm",
                norm,
                "activation",
                activation,
                "penalty",
                penalty.text(),
                "loss",
                "hinge"));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(value = UpdateOrder.class, mode = EnumSource.Mode.EXCLUDE, names = "TO_OPTIMUM")
  void goWithUpdateOrders(UpdateOrder order) {
    for (String norm : NORMS) {
      expectScalar(
          Map.of(
              "generator.norm",
              norm,
              "discriminator.norm",
              norm,
              "update-order",
              order.text(),
              "weight-decay",
              0.01));
    }
  }

  /** Wide layers go a few rows at a time where nothing is rounded once a batch. */
  @ParameterizedTest
  @ValueSource(strings = {"layer", "instance"})
  void ofManyColumns(String norm) {
    expectScalar(
        Map.of("discriminator.norm", norm, "hidden", List.of(513), "batch", 14, "steps", 2));
  }

  private static void expectScalar(Map<String, Object> raw) {
    List<Trial> trials = new ArrayList<>();
    for (int randomSeed = 1; randomSeed <= 3; randomSeed++) {
      Map<String, Object> all = new HashMap<>(Map.of("steps", 4, "hidden", List.of(7, 6)));
      all.put("batch", 6);
      all.putAll(raw);
      String preset = Recipes.get("ring").presets().get(0).name();
      trials.add(Trials.of("ring", preset, randomSeed, Trials.EVERY_STEP, all));
    }
    assertThat(new LanesEngine().refusal(trials.get(0).gan())).isEmpty();
    LaneBits.expectScalar(trials);
  }
}
