// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import saddlepoint.Trials;
import saddlepoint.recipe.Recipes;
import saddlepoint.sweep.Trial;

/** Sizes that no block of rows and no panel of columns divides have the bits of scalar too. */
class LanesShapesTest {
  static IntStream sizes() {
    return IntStream.rangeClosed(1, 9);
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void batches(int batch) {
    for (boolean minibatch : new boolean[] {false, true}) {
      expectScalar("gaussian", Map.of("batch", batch, "minibatch", minibatch, "steps", 4));
    }
    expectScalar("curves-conditional", Map.of("batch", batch, "steps", 3));
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void widths(int width) {
    for (boolean minibatch : new boolean[] {false, true}) {
      expectScalar(
          "gaussian", Map.of("hidden", List.of(width), "minibatch", minibatch, "steps", 4));
    }
    expectScalar("curves", Map.of("hidden", List.of(width, 10 - width), "batch", 6, "steps", 3));
  }

  /** Wide layers go a few rows at a time, and here the last block has fewer. */
  @ParameterizedTest
  @ValueSource(ints = {5, 8, 14, 19})
  void batchesOfSeveralBlocks(int batch) {
    expectScalar("curves", Map.of("hidden", List.of(512), "batch", batch, "steps", 2));
    expectScalar(
        "normal", Map.of("hidden", List.of(600), "batch", batch, "steps", 2, "pretrain", "both"));
  }

  /** Behind dead rectifiers Adam's states decay to nothing, long before they are fed again. */
  @Test
  void statesDecayToZeroAsThoseOfScalarDo() {
    for (String optimizer : List.of("adam", "momentum", "nesterov", "rmsprop")) {
      List<Trial> trials =
          List.of(
              trial("curves", 1, Map.of("optimizer", optimizer, "steps", 1500, "batch", 4)),
              trial("curves", 2, Map.of("optimizer", optimizer, "steps", 1500, "batch", 4)));
      LaneBits.expectScalar(trials);
    }
  }

  private static void expectScalar(String recipe, Map<String, Object> raw) {
    LaneBits.expectScalar(List.of(trial(recipe, 1, raw), trial(recipe, 2, raw)));
  }

  private static Trial trial(String recipe, int randomSeed, Map<String, Object> raw) {
    String preset = Recipes.get(recipe).presets().get(0).name();
    return Trials.of(recipe, preset, randomSeed, Trials.EVERY_STEP, new HashMap<>(raw));
  }
}
