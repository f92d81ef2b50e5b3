// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.scalar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import saddlepoint.Trials;
import saddlepoint.engine.History;
import saddlepoint.metric.Metric;
import saddlepoint.sweep.Recording;

/**
 * The Dirac-GAN's table: what each rule multiplies the distance from the saddle point by, a step,
 * from the eigenvalues of the linear game and from a training that begins near it.
 */
@Tag("acceptance")
class DiracFiguresTest {
  private static final double RATE = 0.2;
  private static final double HALF = RATE / 2;
  private static final int STEPS = 1000;
  private static final int EVERY = 5;
  private static final int WINDOW = 200;

  private record Rule(Map<String, Object> settings, double factor) {}

  private static Map<String, Rule> rules() {
    Map<String, Rule> rules = new LinkedHashMap<>();
    Map<String, Object> saturating = Map.of("loss", "minimax");
    rules.put("simultaneous, minimax", new Rule(saturating, Math.sqrt(1 + HALF * HALF)));
    rules.put(
        "simultaneous, non-saturating",
        new Rule(Map.of("loss", "non-saturating"), Math.sqrt(1 + HALF * HALF)));
    rules.put("alternating", new Rule(Map.of("update-order", "alternating"), 1));
    rules.put(
        "optimistic",
        new Rule(
            Map.of("optimizer", "optimistic"), Math.sqrt((1 + Math.sqrt(1 - RATE * RATE)) / 2)));
    rules.put(
        "extragradient",
        new Rule(
            Map.of("update-order", "extragradient"),
            Math.sqrt(1 - HALF * HALF + Math.pow(HALF, 4))));
    for (String penalty : new String[] {"r1", "r2"}) {
      for (double weight : new double[] {0.3, 0.8}) {
        rules.put(
            penalty + " of weight " + weight,
            new Rule(
                Map.of("penalty", penalty, "penalty-weight", weight),
                Math.sqrt(1 - RATE * weight + HALF * HALF)));
      }
    }
    return rules;
  }

  @Test
  void everyRuleMovesByItsEigenvalues() {
    System.out.printf("learning rate %s, %d steps from .0001%n", RATE, STEPS);
    System.out.println("| rule | closed form | trained | |");
    System.out.println("|---|---|---|---|");
    rules().forEach(DiracFiguresTest::check);
  }

  private static void check(String name, Rule rule) {
    float[] distances = distances(rule.settings);
    double first = DiracTableTest.most(distances, 0, WINDOW);
    double last = DiracTableTest.most(distances, STEPS - WINDOW, STEPS);
    double trained = Math.pow(last / first, 1.0 / (STEPS - WINDOW));
    String end = trained > 1 + 1e-4 ? "leaves" : trained < 1 - 1e-4 ? "converges" : "circles";
    System.out.printf(Locale.ROOT, "| %s | %.5f | %.5f | %s |%n", name, rule.factor, trained, end);
    assertThat(trained).as(name).isCloseTo(rule.factor, within(1e-3));
  }

  /**
   * Critics and noise have no constant factor: the greatest distances on the way, from 1. Noise of
   * one draw a step keeps a training from resting.
   */
  @Test
  void criticsCircleAndNoiseOfEnoughVarianceHolds() {
    System.out.println("| rule | most |theta| in steps 200-400, 400-600, 600-800, 800-1000 | |");
    System.out.println("|---|---|---|");
    Map<String, Map<String, Object>> critics = new LinkedHashMap<>();
    critics.put("weights clipped at 0.3", Map.of("weight-clip", 0.3));
    for (String penalty : new String[] {"two-sided", "one-sided"}) {
      critics.put(
          "penalty " + penalty,
          Map.of(
              "weight-clip", 0.0,
              "penalty", penalty,
              "penalty-weight", 0.5,
              "penalty-target", 0.3));
    }
    critics.forEach(
        (name, settings) -> {
          Map<String, Object> raw = new HashMap<>(settings);
          raw.put("loss", "wasserstein");
          assertThat(last("wasserstein, " + name, raw)).as(name).isBetween(0.05, 1.0);
        });
    Map<String, Object> little = Map.of("loss", "minimax", "instance-noise", 0.05);
    assertThat(last("minimax, instance noise 0.05", little)).isGreaterThan(1.4);
    Map<String, Object> enough = Map.of("loss", "minimax", "instance-noise", 1.0);
    assertThat(last("minimax, instance noise 1", enough)).isLessThan(0.4);
  }

  private static double last(String name, Map<String, Object> settings) {
    Map<String, Object> raw = new HashMap<>(settings);
    raw.put("learning-rate", 0.1);
    raw.put("initial-scale", 1.0);
    float[] distances = distances(raw);
    double[] most = new double[4];
    for (int part = 0; part < most.length; part++) {
      most[part] = DiracTableTest.most(distances, (part + 1) * WINDOW, (part + 2) * WINDOW);
    }
    String end = most[3] > 1.4 ? "leaves" : "stays";
    System.out.printf(
        Locale.ROOT,
        "| %s | %.4f, %.4f, %.4f, %.4f | %s |%n",
        name,
        most[0],
        most[1],
        most[2],
        most[3],
        end);
    return most[3];
  }

  private static float[] distances(Map<String, Object> settings) {
    Map<String, Object> raw =
        new HashMap<>(
            Map.of("learning-rate", RATE, "update-order", "simultaneous", "initial-scale", 1e-4));
    raw.putAll(settings);
    raw.put("steps", STEPS);
    Recording recording = new Recording(1, EVERY, Duration.ZERO, 0, Trials.EVERY_STEP.judging());
    History history = Trials.train(Trials.of("dirac", "original", 1, recording, raw)).history();
    return history.values(Metric.WASSERSTEIN);
  }
}
