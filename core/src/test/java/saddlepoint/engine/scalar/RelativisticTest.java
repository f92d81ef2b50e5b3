// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.scalar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import saddlepoint.Trials;
import saddlepoint.engine.History;
import saddlepoint.engine.training.TrainingObserver;
import saddlepoint.metric.Metric;
import saddlepoint.sweep.Trial;

/** G's update by a relativistic loss sees real rows of its own. */
class RelativisticTest {
  private static Trial trial(Map<String, Object> more) {
    Map<String, Object> raw =
        new HashMap<>(Map.of("loss", "relativistic-average", "steps", 6, "hidden", 9));
    raw.putAll(more);
    return Trials.of("ring", raw);
  }

  /** A D that tells rows apart by nothing: 2 log 2 for both players, at whatever level. */
  @Test
  void aConstantDiscriminatorIsAtTheEquilibrium() {
    History history =
        Trials.train(
                trial(
                    Map.of(
                        "discriminator.initializer",
                        "constant",
                        "discriminator.initial-scale",
                        0.0)))
            .history();
    float loss = (float) (2 * Math.log(2));
    for (int step = 0; step < 6; step++) {
      assertThat(history.value(Metric.D_LOSS, step)).isCloseTo(loss, within(1e-5f));
      assertThat(history.value(Metric.G_LOSS, step)).isCloseTo(loss, within(1e-5f));
    }
    assertThat(history.values(Metric.G_GRADIENT_NORM)).containsOnly(0);
    assertThat(history.values(Metric.D_SCORE)).containsOnly(Float.NaN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"alternating", "generator-first"})
  void realRowsAreDrawnAnewForG(String order) {
    Map<String, float[]> drawn = drawn(trial(Map.of("update-order", order)));
    assertThat(drawn.get("generator real")).hasSameSizeAs(drawn.get("real"));
    assertThat(drawn.get("generator real")).isNotEqualTo(drawn.get("real"));
    assertThat(drawn(trial(Map.of("loss", "hinge", "update-order", order))))
        .doesNotContainKey("generator real");
  }

  @ParameterizedTest
  @ValueSource(strings = {"simultaneous", "d-then-g", "g-then-d", "extragradient"})
  void playersThatShareABatchShareItsRealRows(String order) {
    assertThat(drawn(trial(Map.of("update-order", order)))).doesNotContainKey("generator real");
  }

  /** What was drawn first for the game, by its name. */
  private static Map<String, float[]> drawn(Trial trial) {
    Map<String, float[]> drawn = new HashMap<>();
    new ScalarEngine()
        .train(
            trial,
            new TrainingObserver() {
              @Override
              public void drawn(String phase, int step, String what, float[] values, int count) {
                drawn.putIfAbsent(what, Arrays.copyOf(values, count));
              }
            });
    return drawn;
  }

  /** Before D has learned anything. */
  @ParameterizedTest
  @ValueSource(strings = {"relativistic-average", "hinge"})
  void itsGradientOfGDependsOnRealRows(String loss) {
    boolean isRelativistic = loss.equals("relativistic-average");
    assertThat(gradientOfG(loss, 4) != gradientOfG(loss, 2)).isEqualTo(isRelativistic);
  }

  private static float gradientOfG(String loss, double spread) {
    Trial trial =
        trial(Map.of("loss", loss, "update-order", "generator-first", "data-spread", spread));
    return Trials.train(trial).history().value(Metric.G_GRADIENT_NORM, 0);
  }

  @Test
  void whatDoesNotGoWithItIsRefused() {
    assertThatThrownBy(() -> Trials.of("acgan", Map.of("loss", "relativistic-average")).gan())
        .hasMessage(
            "loss = relativistic-average compares the rows of G's update with as many real ones;"
                + " set generator.batches = 1, or another loss");
  }
}
