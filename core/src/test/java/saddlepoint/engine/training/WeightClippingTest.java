// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import saddlepoint.Trials;
import saddlepoint.engine.FinalFigures;
import saddlepoint.engine.Judgement;
import saddlepoint.engine.TrialResult;
import saddlepoint.engine.graph.GraphMachines;
import saddlepoint.engine.lanes.LaneMachines;
import saddlepoint.engine.scalar.ScalarMachines;
import saddlepoint.metric.Metric;
import saddlepoint.metric.Verdict;
import saddlepoint.recipe.ClippingTime;
import saddlepoint.recipe.Gan;
import saddlepoint.sweep.Trial;

/**
 * The Dirac-GAN with a clipped critic: D(x) = psi x, x a constant, G = theta. D's loss is psi
 * (theta - x), G's -psi theta.
 */
class WeightClippingTest {
  private static final int STEPS = 20;
  private static final double RATE = 0.1;
  private static final double BOUND = 0.25;
  private static final double DATA = -0.5;

  private static Trial trial(ClippingTime time, double bound) {
    Map<String, Object> raw = new HashMap<>();
    raw.put("steps", STEPS);
    raw.put("loss", "wasserstein");
    raw.put("weight-clip", bound);
    raw.put("weight-clip-time", time.text());
    raw.put("update-order", "alternating");
    raw.put("optimizer", "sgd");
    raw.put("learning-rate", RATE);
    raw.put("data-mean", DATA);
    return Trials.of("dirac", raw);
  }

  private static Machine machine(String engine, List<Trial> trials) {
    return switch (engine) {
      case "scalar" -> ScalarMachines.of(trials);
      case "lanes" -> LaneMachines.of(trials);
      case "graph" -> GraphMachines.of(trials);
      default -> throw new IllegalArgumentException("no engine " + engine);
    };
  }

  private static double clipped(double psi) {
    return Math.min(Math.max(psi, -BOUND), BOUND);
  }

  @ParameterizedTest
  @EnumSource(ClippingTime.class)
  void everyEngineFollowsTheRecurrence(ClippingTime time) {
    Trial trial = trial(time, BOUND);
    for (String engine : List.of("scalar", "lanes", "graph")) {
      Machine machine = machine(engine, List.of(trial));
      TrialProgress progress = new TrialProgress(trial);
      Rounds.Steps steps =
          new Rounds.Steps() {
            @Override
            public void begin(int step) {
              progress.begin(step);
            }

            @Override
            public void end(int step) {}
          };
      MachineRounds rounds =
          new MachineRounds(machine, trial.gan(), trial.recording(), List.of(progress));
      double theta = machine.state(0).parameters()[0];
      double psi = machine.state(0).parameters()[1];
      List<Double> bounds = new ArrayList<>();
      for (int step = 0; step < STEPS; step++) {
        // D's turn, then G's.
        psi = time == ClippingTime.BEFORE_UPDATE ? clipped(psi) : psi;
        psi -= RATE * (theta - DATA);
        psi = time == ClippingTime.AFTER_UPDATE ? clipped(psi) : psi;
        theta += RATE * psi;
        rounds.make(Phase.GAME, 2L * step, 2L * step + 2, steps);
        double[] found = machine.state(0).parameters();
        assertThat(found[0]).as("theta of %s", engine).isCloseTo(theta, within(1e-5));
        assertThat(found[1]).as("psi of %s", engine).isCloseTo(psi, within(1e-5));
        bounds.add(Math.abs(found[1]));
      }
      boolean staysWithin = bounds.stream().allMatch(psiThen -> psiThen <= (float) BOUND);
      assertThat(staysWithin).isEqualTo(time == ClippingTime.AFTER_UPDATE);
    }
  }

  @Test
  void eachLaneHasItsOwnBound() {
    List<Trial> trials =
        List.of(trial(ClippingTime.AFTER_UPDATE, 0.125), trial(ClippingTime.AFTER_UPDATE, 0.0625));
    for (String engine : List.of("lanes", "graph")) {
      Machine machine = machine(engine, trials);
      machine.clip();
      assertThat(machine.state(0).parameters()[1]).isEqualTo(0.125);
      assertThat(machine.state(1).parameters()[1]).isEqualTo(0.0625);
    }
  }

  /** What a critic puts out is no probability, and its game has no band. */
  @Test
  void aCriticsRowHasNoProbabilitiesAndMatchesAtBest() {
    for (String loss : List.of("hinge", "wasserstein")) {
      Trial trial = Trials.of("gaussian", Map.of("steps", 30, "loss", loss));
      TrialResult result = Trials.train(trial);
      Gan gan = trial.gan();
      assertThat(result.history().values(Metric.D_REAL)).containsOnly(Float.NaN);
      assertThat(result.history().value(Metric.D_LOSS, 29)).isFinite();
      FinalFigures figures = FinalFigures.of(gan, result.history());
      assertThat(figures.nonFinite()).isEmpty();
      assertThat(figures.values())
          .containsKeys(Metric.D_LOSS, Metric.G_LOSS, Metric.WASSERSTEIN)
          .doesNotContainKeys(Metric.D_REAL, Metric.D_FAKE, Metric.D_SCORE, Metric.D_REAL_P50)
          .doesNotContainKeys(Metric.D_ACCURACY_FAKE, Metric.OPTIMAL_D_DISTANCE);
      Judgement judgement = Judgement.of(gan, result);
      assertThat(judgement.band().inBand()).isFalse();
      assertThat(judgement.verdict()).isNotIn(Verdict.CONVERGED, Verdict.FALSE_EQUILIBRIUM);
      assertThat(judgement.reason()).contains("a critic, which has no band; D loss ");
    }
  }
}
