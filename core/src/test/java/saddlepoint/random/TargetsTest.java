// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;
import org.junit.jupiter.api.Test;
import saddlepoint.Trials;
import saddlepoint.recipe.Loss;

/** D's targets: labels, those of the other kind by chance, and places in their ranges. */
class TargetsTest {
  private static final int ROWS = 20_000;

  private static float[] targets(Map<String, Object> settings, boolean ofReal) {
    Loss loss = Trials.of("ring", settings).gan().loss();
    float[] targets = new float[ROWS];
    new Batches(5).targets(loss, 3, ofReal, ofReal ? 0 : ROWS, ROWS, targets);
    return targets;
  }

  @Test
  void withoutChanceAllAreTheLabel() {
    Map<String, Object> labels = Map.of("real-label", 0.9, "fake-label", 0.1);
    assertThat(targets(labels, true)).containsOnly(0.9f);
    assertThat(targets(labels, false)).containsOnly(0.1f);
  }

  /** Uniform on [label - width / 2, label + width / 2): standard deviation width / sqrt(12). */
  @Test
  void aWidthIsARangeAroundTheLabel() {
    Map<String, Object> soft =
        Map.of(
            "real-label",
            0.95,
            "real-label-width",
            0.5,
            "fake-label",
            0.15,
            "fake-label-width",
            0.3);
    DescriptiveStatistics real = statistics(targets(soft, true));
    assertThat(real.getMin()).isBetween(0.6999, 0.701);
    assertThat(real.getMax()).isBetween(1.199, 1.2001);
    assertThat(real.getMean()).isCloseTo(0.95, within(0.005));
    assertThat(real.getStandardDeviation()).isCloseTo(0.5 / Math.sqrt(12), within(0.002));
    DescriptiveStatistics fake = statistics(targets(soft, false));
    assertThat(fake.getMin()).isBetween(-1e-6, 0.001);
    assertThat(fake.getMax()).isBetween(0.299, 0.3001);
    assertThat(fake.getMean()).isCloseTo(0.15, within(0.003));
  }

  /** A flipped sample has the other kind's label and its width. */
  @Test
  void flipsTakeTheOtherRange() {
    Map<String, Object> soft =
        Map.of("real-label", 1.0, "fake-label", 0.1, "fake-label-width", 0.2, "label-flip", 0.25);
    float[] real = targets(soft, true);
    int flipped = 0;
    for (float target : real) {
      if (target != 1f) {
        assertThat(target).isBetween(-1e-6f, 0.2f);
        flipped++;
      }
    }
    assertThat((double) flipped / ROWS).isCloseTo(0.25, within(0.01));
  }

  private static DescriptiveStatistics statistics(float[] values) {
    DescriptiveStatistics statistics = new DescriptiveStatistics();
    for (float value : values) {
      statistics.addValue(value);
    }
    return statistics;
  }
}
