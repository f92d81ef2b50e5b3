// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.scalar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import saddlepoint.Trials;
import saddlepoint.engine.Cohort;
import saddlepoint.engine.Cohorts;
import saddlepoint.engine.Engines;
import saddlepoint.engine.History;
import saddlepoint.engine.TrialResult;
import saddlepoint.engine.reference.DoubleArithmetic;
import saddlepoint.engine.training.TrainingObserver;
import saddlepoint.metric.Metric;
import saddlepoint.sweep.Recording;
import saddlepoint.sweep.Trial;

/** The averaged generator by its definition, and beside the game in every engine. */
class GeneratorAverageTest {
  private static final int STEPS = 8;

  /** G when the game begins and after every step, and its average after the last. */
  private static final class Recorder implements TrainingObserver {
    private final List<float[]> generators = new ArrayList<>();
    private ScalarTraining<double[]> training;

    @Override
    public void drawn(String phase, int step, String what, float[] values, int count) {
      if (phase.equals("train") && generators.isEmpty()) {
        generators.add(training.generator().parameters());
      }
    }

    @Override
    public void step(int step, double lossD, double lossG, float[] real, float[] fake) {
      generators.add(training.generator().parameters());
    }
  }

  /** Of G_0 to G_n: decay^n G_0 + (1 - decay) (decay^(n - 1) G_1 + ... + G_n). */
  @ParameterizedTest
  @CsvSource({
    "normal, alternating, both, 0.9",
    "ring, generator-first, none, 0.5",
    "ring, extragradient, none, 0.7",
    "gaussian, d-then-g, none, 0.99"
  })
  void isTheWeightedSumOfTheGenerators(String recipe, String order, String pretrain, double decay) {
    assertWeightedSum(
        recipe,
        Map.of(
            "update-order", order,
            "pretrain", pretrain,
            "pretrain-steps", 5,
            "generator.average", decay),
        decay);
  }

  /** Batch norm's moving statistics are parameters like any. */
  @ParameterizedTest
  @ValueSource(strings = {"keras-dcgan"})
  void averagesStatisticsToo(String recipe) {
    Map<String, Object> raw = new HashMap<>(Trials.small(recipe));
    raw.put("generator.average", 0.8);
    assertWeightedSum(recipe, raw, 0.8);
  }

  @Test
  @Tag("acceptance")
  void tellsHowFarTheAverageIsFromItsDefinition() {
    for (String recipe : List.of("normal", "ring", "gaussian", "curves")) {
      for (double decay : new double[] {0.5, 0.9, 0.999}) {
        System.out.printf(
            Locale.ROOT,
            "G's average of %s, decay %s: off by %.1e at most of any parameter%n",
            recipe,
            decay,
            assertWeightedSum(recipe, Map.of("generator.average", decay), decay));
      }
    }
  }

  private static double assertWeightedSum(String recipe, Map<String, Object> raw, double decay) {
    Map<String, Object> all = new HashMap<>(raw);
    all.put("steps", STEPS);
    Recorder recorder = new Recorder();
    ScalarTraining<double[]> training =
        new ScalarTraining<>(new DoubleArithmetic(), Trials.of(recipe, all), recorder);
    recorder.training = training;
    training.train();

    assertThat(recorder.generators).hasSize(STEPS + 1);
    float[] average = training.generator().averaged();
    double most = 0;
    for (int i = 0; i < average.length; i++) {
      double expected = Math.pow(decay, STEPS) * recorder.generators.get(0)[i];
      for (int n = 1; n <= STEPS; n++) {
        expected += (1 - decay) * Math.pow(decay, STEPS - n) * recorder.generators.get(n)[i];
      }
      assertThat((double) average[i]).as("parameter %d", i).isCloseTo(expected, within(1e-6));
      most = Math.max(most, Math.abs(average[i] - expected));
    }
    assertThat(average).isNotEqualTo(training.generator().parameters());
    return most;
  }

  /** It is judged on the same noise, and by the same measures. */
  @ParameterizedTest
  @ValueSource(strings = {"scalar", "lanes", "graph"})
  void whatHardlyDecaysIsTheGeneratorAndWhatDoesNotIsItsBeginning(String engine) {
    List<Trial> trials =
        List.of(
            gaussian("generator.average", 0.0),
            gaussian("generator.average", 1e-9),
            gaussian("generator.average", 0.999999),
            gaussian("learning-rate", 1e-9));
    // Two decays of one shape are trained together.
    Map<String, TrialResult> byId = new HashMap<>();
    List<Cohort> cohorts = Cohorts.of(trials, trials.size());
    assertThat(cohorts).hasSize(2);
    for (Cohort cohort : cohorts) {
      Engines.get(engine).train(cohort, result -> byId.put(result.trial().id(), result));
    }
    List<TrialResult> results = trials.stream().map(trial -> byId.get(trial.id())).toList();
    History plain = results.get(0).history();
    History near = results.get(1).history();
    History far = results.get(2).history();
    History unmoved = results.get(3).history();

    assertThat(last(plain, Metric.AVERAGE_WASSERSTEIN)).isNaN();
    assertThat(last(near, Metric.AVERAGE_WASSERSTEIN))
        .isCloseTo(last(plain, Metric.WASSERSTEIN), within(1e-4f));
    assertThat(last(near, Metric.AVERAGE_JENSEN_SHANNON))
        .isCloseTo(last(plain, Metric.JENSEN_SHANNON), within(1e-2f));
    assertThat(last(far, Metric.AVERAGE_WASSERSTEIN))
        .isCloseTo(last(unmoved, Metric.WASSERSTEIN), within(1e-4f))
        .isNotCloseTo(last(plain, Metric.WASSERSTEIN), within(1e-3f));

    // It takes no part in the game.
    for (TrialResult averaged : results.subList(1, 3)) {
      assertThat(Trials.hash(averaged.history())).isEqualTo(Trials.hash(plain));
      assertThat(averaged.snapshots().get(0).generator())
          .isEqualTo(results.get(0).snapshots().get(0).generator());
      assertThat(averaged.snapshots().get(0).discriminator())
          .isEqualTo(results.get(0).snapshots().get(0).discriminator());
    }
  }

  private static float last(History history, Metric metric) {
    return history.value(metric, history.length() - 1);
  }

  private static Trial gaussian(String key, Object value) {
    Recording recording =
        new Recording(1, 0, Duration.ZERO, STEPS - 1, Trials.EVERY_STEP.judging());
    return Trials.of(
        "gaussian",
        "original",
        1,
        recording,
        Map.of("steps", STEPS, "minibatch", "false", "optimizer", "momentum", key, value));
  }
}
