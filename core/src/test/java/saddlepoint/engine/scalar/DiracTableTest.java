// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.scalar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import saddlepoint.Trials;
import saddlepoint.engine.History;
import saddlepoint.metric.Metric;
import saddlepoint.sweep.Recording;
import saddlepoint.sweep.Trial;

/**
 * What makes the Dirac-GAN converge (Mescheder, Geiger and Nowozin 2018, table 1), by training. Of
 * h J, J the Jacobian at the saddle point and h the learning rate, a step is 1 + h J: it shrinks
 * where the absolute values of its eigenvalues are below 1. {@code GameJacobianTest} has the
 * eigenvalues of J.
 */
class DiracTableTest {
  private static final double RATE = 0.1;
  private static final int STEPS = 1000;

  /**
   * The eigenvalues of J are -w/2 +- sqrt(w^2 - 1) / 2, so |1 + h lambda|^2 is 1 - h w + h^2 / 4
   * for w below 1, and a training shrinks by its root a step.
   */
  @ParameterizedTest
  @CsvSource({"r1, 0.3", "r1, 0.8", "r2, 0.3", "r2, 0.8"})
  void penaltiesOfRowsConverge(String penalty, double weight) {
    double factor = Math.sqrt(1 - RATE * weight + RATE * RATE / 4);
    assertThat(factor).isLessThan(1);
    for (String loss : new String[] {"minimax", "non-saturating"}) {
      float[] distances =
          distances(Map.of("loss", loss, "penalty", penalty, "penalty-weight", weight));
      // Near the saddle point both losses are the same line; a turn takes about 2 pi / (h / 2).
      double shrunk = most(distances, 400, 600) / most(distances, 200, 400);
      assertThat(shrunk).isBetween(Math.pow(factor, 330), Math.pow(factor, 120));
      assertThat(most(distances, 800, STEPS)).isLessThan(0.02);
    }
  }

  /**
   * Eigenvalues +- i / 2: near the saddle point a step grows by sqrt(1 + h^2 / 4). Far from it the
   * saturating game grows too; the other shrinks there, and so circles.
   */
  @Test
  void simultaneousStepsDoNotConverge() {
    float[] saturating = distances(Map.of("loss", "minimax"));
    assertThat(most(saturating, 800, STEPS)).isGreaterThan(most(saturating, 0, 200));
    float[] other = distances(Map.of("loss", "non-saturating"));
    assertThat(most(other, 600, 800)).isGreaterThan(0.2);
    assertThat(most(other, 800, STEPS)).isGreaterThan(0.2);
    float[] near = distances(Map.of("loss", "non-saturating", "initial-scale", 0.02));
    assertThat(most(near, 800, STEPS)).isGreaterThan(2 * most(near, 0, 200));
  }

  /**
   * With a = h / 2 the eigenvalues of an optimistic step at the saddle point are (1 + 2 i a +-
   * sqrt(1 - 4 a^2)) / 2, of absolute value sqrt((1 + sqrt(1 - 4 a^2)) / 2) at most.
   */
  @Test
  void optimisticStepsConverge() {
    double rate = 0.5;
    double factor = Math.sqrt((1 + Math.sqrt(1 - rate * rate)) / 2);
    Map<String, Object> raw = Map.of("loss", "minimax", "learning-rate", rate);
    assertThat(most(distances(raw), 800, STEPS)).isGreaterThan(1.4);
    Map<String, Object> optimistic = new HashMap<>(raw);
    optimistic.put("optimizer", "optimistic");
    float[] distances = distances(optimistic);
    double shrunk = most(distances, 300, 400) / most(distances, 200, 300);
    assertThat(shrunk).isBetween(Math.pow(factor, 130), Math.pow(factor, 70));
    assertThat(most(distances, 600, STEPS)).isLessThan(1e-5);
  }

  /**
   * With a = h / 2 and eigenvalues +- i a of h J, a step of extragradient at the saddle point is 1
   * + h J + (h J)^2, of eigenvalues 1 - a^2 +- i a and absolute value sqrt(1 - a^2 + a^4), where a
   * simultaneous step's is sqrt(1 + a^2).
   */
  @Test
  void extragradientConverges() {
    double rate = 0.5;
    double a = rate / 2;
    double factor = Math.sqrt(1 - a * a + a * a * a * a);
    assertThat(factor).isLessThan(1);
    Map<String, Object> raw = Map.of("loss", "minimax", "learning-rate", rate);
    assertThat(most(distances(raw), 800, STEPS)).isGreaterThan(1.4);
    Map<String, Object> extragradient = new HashMap<>(raw);
    extragradient.put("update-order", "extragradient");
    float[] distances = distances(extragradient);
    double shrunk = most(distances, 300, 400) / most(distances, 200, 300);
    assertThat(shrunk).isBetween(Math.pow(factor, 130), Math.pow(factor, 70));
    assertThat(most(distances, 600, STEPS)).isLessThan(1e-5);
  }

  /** The same by the trained steps themselves, beside the closed form, close to the saddle. */
  @Test
  void aStepOfExtragradientHasTheEigenvaluesOfItsClosedForm() {
    for (double rate : new double[] {0.05, 0.5, 1.5}) {
      double a = rate / 2;
      List<DiracGame.State> states =
          DiracGame.train(
              2,
              Map.of(
                  "steps",
                  2,
                  "update-order",
                  "extragradient",
                  "learning-rate",
                  rate,
                  "initial-scale",
                  1e-4));
      DiracGame.State from = states.get(0);
      DiracGame.State to = states.get(1);
      // A step multiplies theta + i psi by 1 - a^2 + i a or its conjugate.
      double norm = from.squaredRadius();
      double real = (to.theta() * from.theta() + to.psi() * from.psi()) / norm;
      double imaginary = (to.psi() * from.theta() - to.theta() * from.psi()) / norm;
      assertThat(real).isCloseTo(1 - a * a, within(1e-6));
      assertThat(Math.abs(imaginary)).isCloseTo(a, within(1e-6));
    }
  }

  /** D is driven from one bound to the other, and G follows. */
  @ParameterizedTest
  @CsvSource({"0.3, none, 1", "0, two-sided, 0.3", "0, one-sided, 0.3"})
  void criticsCircle(double clip, String penalty, double target) {
    float[] distances =
        distances(
            Map.of(
                "loss", "wasserstein",
                "weight-clip", clip,
                "penalty", penalty,
                "penalty-weight", 0.5,
                "penalty-target", target));
    assertThat(most(distances, 600, 800)).isBetween(0.05, 1.0);
    assertThat(most(distances, 800, STEPS)).isBetween(0.05, 1.0);
  }

  /**
   * The real part of the eigenvalues is -s^2 / 4 for noise of deviation s; little is too little.
   */
  @Test
  void instanceNoiseOfEnoughVarianceConverges() {
    Map<String, Object> little = Map.of("loss", "minimax", "instance-noise", 0.05);
    assertThat(most(distances(little), 800, STEPS)).isGreaterThan(1.4);
    Map<String, Object> enough = Map.of("loss", "minimax", "instance-noise", 1.0);
    // Its gradients are of one draw each, which keeps it from resting.
    assertThat(most(distances(enough), 800, STEPS)).isLessThan(0.4);
  }

  /** |theta| after every fifth step, theta being G and 0 the data. */
  private static float[] distances(Map<String, Object> settings) {
    Map<String, Object> raw = new HashMap<>();
    raw.put("learning-rate", RATE);
    raw.put("update-order", "simultaneous");
    raw.putAll(settings);
    raw.put("steps", STEPS);
    Recording recording = new Recording(1, 5, Duration.ZERO, 0, Trials.EVERY_STEP.judging());
    Trial trial = Trials.of("dirac", "original", 1, recording, raw);
    History history = Trials.train(trial).history();
    return history.values(Metric.WASSERSTEIN);
  }

  static double most(float[] values, int from, int to) {
    double most = 0;
    for (int step = from; step < to; step++) {
      // There is no figure between evaluations.
      most = Double.isNaN(values[step]) ? most : Math.max(most, values[step]);
    }
    return most;
  }
}
