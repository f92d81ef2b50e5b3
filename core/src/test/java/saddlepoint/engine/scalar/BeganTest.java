// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.scalar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import saddlepoint.Trials;
import saddlepoint.engine.History;
import saddlepoint.metric.Metric;
import saddlepoint.sweep.Trial;

/** Boundary equilibrium GANs: what is logged is what the paper's recurrence makes of the errors. */
class BeganTest {
  private static final int STEPS = 40;
  private static final double RATIO = 0.7;

  private static Trial trial(Map<String, Object> more) {
    Map<String, Object> raw =
        new HashMap<>(
            Map.of(
                "loss",
                "began",
                "steps",
                STEPS,
                "diversity-ratio",
                RATIO,
                "balance-rate",
                0.3,
                "hidden",
                12));
    raw.putAll(more);
    return Trials.of("ring", raw);
  }

  /** From D's loss L(x) - k L(G(z)), G's loss, which is L(G(z)) too, and M. */
  @ParameterizedTest
  @CsvSource({"simultaneous, unit", "simultaneous, free", "d-then-g, unit"})
  void kFollowsTheErrors(String order, String range) {
    History history =
        Trials.train(trial(Map.of("update-order", order, "balance-range", range))).history();
    float[] k = history.values(Metric.BALANCE);
    float[] lossOfD = history.values(Metric.D_LOSS);
    float[] measure = history.values(Metric.CONVERGENCE_MEASURE);
    float[] ofFake = history.values(Metric.G_LOSS);
    assertThat(k).hasSize(STEPS);
    assertThat(k[0]).isZero();
    double next = 0;
    for (int step = 0; step < STEPS; step++) {
      assertThat((double) k[step]).isCloseTo(next, within(1e-5));
      double ofReal = lossOfD[step] + k[step] * ofFake[step];
      assertThat((double) measure[step])
          .isCloseTo(ofReal + Math.abs(RATIO * ofReal - ofFake[step]), within(1e-5));
      next = k[step] + 0.3 * (RATIO * ofReal - ofFake[step]);
      if (range.equals("unit")) {
        next = Math.max(0, Math.min(1, next));
      }
    }
    assertThat(history.values(Metric.D_REAL)).containsOnly(Float.NaN);
  }

  @Test
  void otherLossesHaveNoBalance() {
    History history = Trials.train(trial(Map.of("loss", "wasserstein"))).history();
    assertThat(history.values(Metric.BALANCE)).containsOnly(Float.NaN);
    assertThat(history.values(Metric.CONVERGENCE_MEASURE)).containsOnly(Float.NaN);
  }

  @Test
  void squaredErrorsTrainAnotherD() {
    String absolute = Trials.hash(Trials.train(trial(Map.of())).history());
    String squared =
        Trials.hash(Trials.train(trial(Map.of("reconstruction-error", "squared"))).history());
    assertThat(squared).isNotEqualTo(absolute);
  }
}
